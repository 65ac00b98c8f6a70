internal import AthenaCore
internal import AthenaJSON

extension ClaimAnswer {
    /// The answer of claim_task.
    var json: JSONObject {
        var json: JSONObject = ["tasks": .array(briefs.map { .object($0.json) })]
        if let reason { json["reason"] = .string(reason) }
        return json
    }
}

extension Brief {
    /// The brief as an agent reads it; what says nothing is left out.
    var json: JSONObject {
        let task = lease.task
        var json: JSONObject = [
            "task_id": .string(task.id.description),
            "lease": .string(lease.token.description),
            "expires_in": .integer(lease.expiresInMs / 1_000),
        ]
        if task.title != content { json["title"] = .string(task.title) }
        json["content"] = .string(content)
        if task.type != SkillLearning.untyped { json["type"] = .string(task.type) }
        if task.priority != .medium { json["priority"] = .string(task.priority.word) }
        if let deadline = task.deadline { json["deadline"] = .string(ISOTime.text(deadline)) }
        if task.fence > 1 { json["attempt"] = .integer(task.fence) }
        if !inputs.isEmpty { json["inputs"] = .array(inputs.map { .object($0.json) }) }
        if !earlier.isEmpty { json["earlier"] = .array(earlier.map { .object($0.briefJSON) }) }
        if !answers.isEmpty { json["answers"] = .array(answers.map { .object($0.json) }) }
        return json
    }
}

extension Brief.Input {
    fileprivate var json: JSONObject {
        var json: JSONObject = ["task_id": .string(task.description), "title": .string(title)]
        if status != .completed { json["status"] = .string(status.rawValue) }
        if let text {
            let isError = status != .completed
            json[isError ? "error" : "result"] = isError || isCut ? .string(text) : JSON.stored(text)
        }
        if isCut { json["cut"] = true }
        if let by { json["by"] = .string(by.rawValue) }
        return json
    }
}

extension Attempt {
    fileprivate var briefJSON: JSONObject {
        var json: JSONObject = ["attempt": .integer(fence), "outcome": .string(outcome.rawValue)]
        json["by"] = .string(agent.rawValue)
        if let error { json["error"] = .string(error.cut(toBytes: 1_024)) }
        if outcome == .failed, let result { json["partial_result"] = JSON.stored(result) }
        return json
    }
}

extension Note {
    /// The note with who wrote it and when.
    var json: JSONObject {
        ["kind": .string(kind.rawValue), "by": .string(author), "at": .integer(at), "text": .string(text)]
    }
}

extension JSON {
    /// A value that the store keeps as compact text; text that is no JSON stays text.
    static func stored(_ text: String) -> JSON {
        // Only values that were parsed once are stored, so a failure means a damaged row, which is shown as it is.
        (try? JSON(parsing: text)) ?? .string(text)
    }
}
