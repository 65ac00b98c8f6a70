internal import AthenaCore
internal import AthenaJSON

extension BeadsExport {
    static let priorities: [String: Int64] = ["critical": 0, "high": 1, "medium": 2, "low": 3]

    static func priority(of task: JSON) -> JSON {
        .integer(task["priority"]?.stringValue.flatMap { priorities[$0] } ?? 2)
    }

    static func time(_ milliseconds: JSON?) -> JSON? {
        milliseconds?.integerValue.map { .string(ISOTime.text($0)) }
    }

    func updateStatus(of json: inout JSONObject, _ task: JSON, wasEnded: String?) {
        let status = task["status"]?.stringValue ?? ""
        guard status != wasEnded else { return }
        switch status {
        case "completed":
            json["status"] = "closed"
            json["closed_at"] = Self.time(task["completed_at"])
            json["close_reason"] = Self.closeReason(of: task)
        case "cancelled":
            json["status"] = "closed"
            json["closed_at"] = Self.time(task["completed_at"])
            json["close_reason"] = "Cancelled"
        case "running", "assigned", "waiting":
            json["status"] = "in_progress"
        default: return
        }
        if let time = Self.time(task["completed_at"]) { json["updated_at"] = time }
    }

    static func closeReason(of task: JSON) -> JSON {
        let result = task["attempts"]?.arrayValue?.last?["result"] ?? task["result"] ?? "Completed"
        return .string(result.stringValue ?? result.text)
    }

    func updateEdges(of json: inout JSONObject, _ task: JSON, _ issue: BeadsRecord) {
        let wanted = (task["dependencies"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap { names[$0] } }
        let parent = task["parent"]?.stringValue.flatMap { names[$0] }
        let unused = Set((task["metadata"]?[BeadsFormat.unusedEdgesMember]?.arrayValue ?? []).compactMap(Self.edge))
        let kept = (json["dependencies"]?.arrayValue ?? []).filter { written in
            guard let edge = Self.edge(written), RecordOutline.Edge.blocking.contains(edge.kind) else { return true }
            return !known.contains(edge.target) || unused.contains(edge) || wanted.contains(edge.target)
        }
        var edges = kept
        let there = Set(kept.compactMap(Self.edge))
        let blockers = Set(there.filter { RecordOutline.Edge.blocking.contains($0.kind) }.map(\.target))
        for target in wanted where !blockers.contains(target) && !parents.contains([issue.id, target]) {
            edges.append(Self.edge(from: issue.id, to: target, "blocks"))
        }
        if let parent, !there.contains(.init(target: parent, kind: RecordOutline.Edge.parent)) {
            edges.append(Self.edge(from: issue.id, to: parent, RecordOutline.Edge.parent))
        }
        if !edges.isEmpty || json["dependencies"] != nil { json["dependencies"] = .array(edges) }
    }

    static func edge(from source: String, to target: String, _ kind: String) -> JSON {
        ["issue_id": .string(source), "depends_on_id": .string(target), "type": .string(kind)]
    }

    /// An edge as an issue or the list of unused edges writes it.
    static func edge(_ json: JSON) -> RecordOutline.Edge? {
        guard let target = json["depends_on_id"]?.stringValue ?? json["target"]?.stringValue else { return nil }
        return .init(target: target, kind: json["type"]?.stringValue ?? json["kind"]?.stringValue ?? "blocks")
    }
}
