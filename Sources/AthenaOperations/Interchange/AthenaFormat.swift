internal import AthenaCore
package import AthenaJSON

/// Athena's own export, one JSON object a line: `import_tasks` takes what `export_page` hands out.
package struct AthenaFormat: RecordFormat {
    /// The format.
    package init() {}

    /// Whether an object is a line of an export, and not one of a plan.
    package static func isExport(_ record: JSONObject) -> Bool { record["_type"] != nil }

    package func outline(of json: JSONObject) -> RecordLine {
        let id = json.word("id") ?? json.word("external_ref") ?? ""
        guard json["_type"]?.stringValue == "task", !id.isEmpty else { return .skipped(id: id, why: .otherKind) }
        guard json.word("content") ?? json.word("title") != nil else { return .skipped(id: id, why: .untitled) }
        var outline = RecordOutline(id: id, externalRef: Self.externalRef(of: json, id: id))
        outline.edges = (json["dependencies"]?.arrayValue ?? []).compactMap(\.stringValue).map {
            RecordOutline.Edge(target: $0, kind: "blocks")
        }
        if let parent = json.word("parent") {
            outline.edges.append(RecordOutline.Edge(target: parent, kind: RecordOutline.Edge.parent))
        }
        return .record(outline)
    }

    package func task(of json: JSONObject) -> (task: JSONObject, losses: Set<RecordLoss>) {
        var task = json
        for name in ["_type", "id", "dependencies", "parent"] { task[name] = nil }
        // The texts of a pruned task are gone; its title then stands for its content.
        if json.word("content") == nil { task["content"] = nil }
        let id = json.word("id") ?? json.word("external_ref") ?? ""
        task["external_ref"] = .string(Self.externalRef(of: json, id: id))
        return (task, [])
    }

    package func keep(_ unused: [RecordPlan.UnusedEdge], in task: inout JSONObject) {}

    /// The task's own name, or one made of what never changes about it, so that two databases' `t1` stay two tasks.
    private static func externalRef(of json: JSONObject, id: String) -> String {
        if let ref = json.word("external_ref") { return ref }
        let facts: JSON = [.string(id), json["created_at"] ?? .null, json["created_by"] ?? .null]
        return "athena:\(id):\(EventChain.digest(of: facts.text).prefix(16))"
    }
}
