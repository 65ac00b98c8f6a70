internal import AthenaCore
internal import AthenaJSON

/// How much of each task a list shows.
enum TaskListFields: String, CaseIterable {
    case concise, title, full

    init(_ arguments: Arguments, default standard: TaskListFields) {
        self = arguments.text("fields").flatMap(Self.init(rawValue:)) ?? standard
    }
}

extension TaskReport {
    /// The task in a list; results and contents are in no list.
    ///
    /// - Parameter inPoll: whether all tasks of the list are in one state, which is then not repeated.
    func listJSON(_ fields: TaskListFields, inPoll: Bool = false) -> JSONObject {
        guard fields != .full else { return json(.concise) }
        var json: JSONObject = ["id": .string(task.id.description)]
        if !inPoll { json["status"] = .string(task.status.rawValue) }
        if task.type != SkillLearning.untyped { json["type"] = .string(task.type) }
        if task.priority != .medium { json["priority"] = .string(task.priority.word) }
        json["title"] = .string(task.title)
        return json
    }

    /// The task as a row of `TaskReport.columns`.
    var row: JSON {
        [.string(task.id.description), .string(task.status.rawValue), .string(task.type)]
    }

    /// What stands in a row.
    static var columns: JSON { ["id", "status", "type"] }
}
