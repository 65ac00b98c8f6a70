internal import AthenaCore
internal import AthenaJSON

/// One issue of a beads file: the whole line, and the few members that are looked at more than once.
struct BeadsRecord {
    /// Records of these types say something about work and are none.
    static let typesWithoutWork: Set<String> = ["agent", "convoy", "message", "event"]

    /// The name of the issue; derived from the whole line where it has none.
    let id: String
    /// The whole line.
    let json: JSONObject
    /// The type as it stands, or `task`.
    let type: String
    /// The status as it stands, or `open`.
    let status: String

    /// Reads an object.
    init(_ json: JSONObject) {
        self.json = json
        id = json.word("id") ?? "line-" + String(EventChain.digest(of: JSON.object(json).text).prefix(16))
        type = json.word("issue_type") ?? "task"
        status = json.word("status") ?? "open"
    }

    /// Whether it is a message, an agent or the like.
    var isNoWork: Bool { Self.typesWithoutWork.contains(type) }

    /// Whether its work is done.
    var isClosed: Bool { status == "closed" }

    /// The labels as they stand.
    var labels: [String] { json["labels"]?.arrayValue?.compactMap(\.stringValue) ?? [] }

    /// Its edges, own and foreign ones.
    var edges: [(source: String, edge: RecordOutline.Edge)] {
        (json["dependencies"]?.arrayValue ?? []).compactMap { edge in
            guard let target = edge["depends_on_id"]?.stringValue else { return nil }
            let kind = edge["type"]?.stringValue ?? "blocks"
            return (edge["issue_id"]?.stringValue ?? id, RecordOutline.Edge(target: target, kind: kind))
        }
    }

    /// The name of an issue in Athena; a name that would be too long is told apart by its digest.
    var externalRef: String {
        let ref = "beads:\(id)"
        guard ref.utf8.count > TaskLimits.externalRef else { return ref }
        return ref.cut(toBytes: TaskLimits.externalRef - 17) + "~" + String(EventChain.digest(of: id).prefix(16))
    }
}
