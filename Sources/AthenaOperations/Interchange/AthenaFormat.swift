package import AthenaCore
package import AthenaJSON

/// Athena's own export, one JSON object a line: `import_records` takes what `export_page` hands out.
package struct AthenaFormat: RecordFormat {
    /// The format.
    package init() {}

    /// Whether an object is a line of an export, and not one of a plan.
    package static func isExport(_ record: JSONObject) -> Bool { record["_type"] != nil }

    package func outline(of json: JSONObject) -> RecordLine {
        let id = json.word("id") ?? json.word("external_ref") ?? ""
        guard let kind = json["_type"]?.stringValue.flatMap(RecordKind.init(rawValue:)) else {
            return .skipped(id: id, why: .otherKind)
        }
        switch kind {
        case .task: return task(json, id: id)
        case .goal:
            guard !id.isEmpty else { return .skipped(id: id, why: .otherKind) }
            return .companion(.goal, id: id, externalRef: Self.externalRef(of: json, id: id))
        default: return .companion(kind, id: Self.name(of: json), externalRef: nil)
        }
    }

    private func task(_ json: JSONObject, id: String) -> RecordLine {
        guard !id.isEmpty else { return .skipped(id: id, why: .otherKind) }
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

    package func task(of json: JSONObject, names: RecordNames) -> (task: JSONObject, losses: Set<RecordLoss>) {
        var task = json
        var losses: Set<RecordLoss> = []
        for name in ["id", "dependencies", "parent", "released_by", "goal"] { task[name] = nil }
        let id = json.word("id") ?? json.word("external_ref") ?? ""
        task["external_ref"] = .string(Self.externalRef(of: json, id: id))
        if let goal = json.word("goal") {
            task["goal"] = names.goal(goal).map { .string($0) }
            if task["goal"] == nil { losses.insert(.goalUnknown) }
        }
        let released = (json["released_by"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap(names.task) }
        if !released.isEmpty { task["released_by"] = .array(released.map { .string($0) }) }
        let status = json["status"]?.stringValue.flatMap(TaskStatus.init(rawValue:))
        if status?.isLeased == true { losses.insert(.leaseReleased) }
        return (task, losses)
    }

    package func companion(
        _ kind: RecordKind,
        of json: JSONObject,
        names: RecordNames
    ) -> (record: JSONObject?, losses: Set<RecordLoss>) {
        switch kind {
        case .goal: return goal(json, names)
        case .history:
            guard let task = json.word("task").flatMap(names.task) else { return (nil, []) }
            var record = json
            record["task"] = .string(task)
            return (record, [])
        case .relation:
            var record = json
            for end in ["from", "to"] {
                guard let named = Self.end(json.word(end) ?? "", names) else { return (nil, []) }
                record[end] = named
            }
            return (record, [])
        case .agent, .performance, .task, .entity: return (json, [])
        }
    }

    package func keep(_ unused: [RecordPlan.UnusedEdge], in task: inout JSONObject) {}

    private func goal(_ json: JSONObject, _ names: RecordNames) -> (record: JSONObject?, losses: Set<RecordLoss>) {
        var record = json
        record["id"] = nil
        record["external_ref"] = .string(Self.externalRef(of: json, id: json.word("id") ?? ""))
        guard let parent = json.word("parent") else { return (record, []) }
        record["parent"] = names.goal(parent).map { .string($0) }
        return (record, record["parent"] == nil ? [.goalUnknown] : [])
    }

    /// An end of a relation: tasks and goals are called by their names, since their ids are new after an import.
    private static func end(_ reference: String, _ names: RecordNames) -> JSON? {
        let parts = reference.split(separator: ":", maxSplits: 1).map(String.init)
        let id = parts.count == 2 && ["task", "goal"].contains(parts[0].lowercased()) ? parts[1] : reference
        if AgentTask.ID(parsing: id) != nil { return names.task(id).map { ["task": .string($0)] } }
        if Goal.ID(parsing: id) != nil { return names.goal(id).map { ["goal": .string($0)] } }
        return .string(reference)
    }

    /// What a report calls a line that is neither task nor goal.
    private static func name(of json: JSONObject) -> String {
        json.word("agent_id") ?? json.word("entity") ?? json.word("task") ?? json.word("from") ?? ""
    }

    /// The own name of a task or goal, or one made of what never changes about it.
    private static func externalRef(of json: JSONObject, id: String) -> String {
        json.word("external_ref")
            ?? ExportName.made(
                id: id,
                createdAt: json["created_at"]?.integerValue,
                createdBy: json["created_by"]?.stringValue
            )
    }
}
