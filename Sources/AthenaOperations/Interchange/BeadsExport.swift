internal import AthenaCore
package import AthenaJSON

/// Writes exported tasks as beads issues.
///
/// A task that came from a beads file is written as the issue that it was, changed only where the task has changed
/// since. Tasks are named first, all of them, because edges name issues and not tasks.
package struct BeadsExport: Sendable {
    /// The beads name of each task.
    private(set) var names: [String: String] = [:]
    /// Pairs of a parent and its child as the edges of issues say it; of several parents one waits without saying so.
    private(set) var parents: Set<[String]> = []
    /// Every beads name.
    private(set) var known: Set<String> = []

    /// Knows no names yet.
    package init() {}

    /// Learns the name of a task from its exported record.
    package mutating func learn(_ task: JSON) {
        guard let id = task["id"]?.stringValue else { return }
        guard let issue = Self.issue(of: task) else {
            let name = task["external_ref"]?.stringValue ?? "athena-\(id)"
            names[id] = name
            known.insert(name)
            return
        }
        names[id] = issue.id
        known.insert(issue.id)
        for (source, edge) in issue.edges where source == issue.id && edge.kind == RecordOutline.Edge.parent {
            parents.insert([edge.target, issue.id])
        }
    }

    /// The issue of a task.
    package func issue(for task: JSON) -> JSONObject {
        guard let issue = Self.issue(of: task) else { return newIssue(for: task) }
        var json = issue.json
        let mapped = BeadsFormat(skills: .none).task(of: json).task
        if task["title"] != mapped["title"] { json["title"] = task["title"] }
        if task["content"] != mapped["content"] {
            json["description"] = task["content"]
            for member in ["design", "acceptance_criteria", "notes"] { json[member] = nil }
        }
        if task["priority"] != mapped["priority"] { json["priority"] = Self.priority(of: task) }
        if task["labels"] ?? [] != mapped["labels"] ?? [] { json["labels"] = task["labels"] ?? [] }
        if task["deadline"] != mapped["deadline"] { json["due_at"] = Self.time(task["deadline"]) }
        updateStatus(of: &json, task, wasEnded: mapped["status"]?.stringValue)
        updateEdges(of: &json, task, issue)
        return json
    }

    /// The issue that a task was made of, if it was.
    private static func issue(of task: JSON) -> BeadsRecord? {
        guard let record = task["metadata"]?[BeadsFormat.recordMember]?.objectValue else { return nil }
        let issue = BeadsRecord(record)
        return issue.externalRef == task["external_ref"]?.stringValue ? issue : nil
    }

    private func newIssue(for task: JSON) -> JSONObject {
        let id = task["id"]?.stringValue.flatMap { names[$0] } ?? ""
        var json: JSONObject = ["id": .string(id), "title": task["title"] ?? "", "description": task["content"] ?? ""]
        json["status"] = "open"
        json["priority"] = Self.priority(of: task)
        json["issue_type"] = task["type"] ?? "task"
        json["labels"] = task["labels"]
        json["created_at"] = Self.time(task["created_at"])
        json["updated_at"] = json["created_at"]
        json["due_at"] = Self.time(task["deadline"])
        json["defer_until"] = Self.time(task["run_after"])
        json["estimated_minutes"] = task["estimated_ms"]?.integerValue.map { .integer($0 / 60_000) }
        updateStatus(of: &json, task, wasEnded: nil)
        updateEdges(of: &json, task, BeadsRecord(json))
        json["metadata"] = ["athena": task]
        return json
    }
}
