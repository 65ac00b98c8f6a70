internal import AthenaCore
internal import AthenaJSON

extension ClaimAnswer {
    /// The answer of claim_task, within `limit` bytes however long the texts are.
    func json(limit: Int = AnswerLimit.bytes) -> JSONObject {
        let whole = briefs.map { $0.json() }
        let sizes = whole.map { JSON.object($0).bytes.count + 1 }
        let level = LongText.level(of: sizes, room: limit - AnswerLimit.frame)
        let shown = zip(briefs, zip(whole, sizes)).map { brief, form in
            form.1 <= level ? form.0 : brief.json(limit: level)
        }
        var json: JSONObject = ["tasks": .array(shown.map { .object($0) })]
        if let reason { json["reason"] = .string(reason) }
        if sizes.contains(where: { $0 > level }) { json["hint"] = .string(Brief.hint) }
        return json
    }
}

extension Brief {
    /// What to do about a brief that was cut.
    static var hint: String { "A task with cut=true is not shown whole: read it with get_task_status, detail=full." }

    /// The brief as an agent reads it; what says nothing is left out.
    func json() -> JSONObject {
        var json = head
        json["content"] = .string(content)
        addFacts(to: &json)
        for list in lists { json[list.name] = .array(list.items) }
        return json
    }

    /// The brief within `limit` bytes: three quarters for the content, then whole items as far as they fit.
    func json(limit: Int) -> JSONObject {
        var json = head
        json["content"] = .string("")
        addFacts(to: &json)
        json["cut"] = true
        var left = limit - JSON.object(json).bytes.count
        let shown = content.cut(toBytesInJSON: max(left * 3 / 4, 0))
        json["content"] = .string(shown)
        left -= JSON.string(shown).bytes.count
        for list in lists {
            left -= list.name.utf8.count + 8
            let items = list.items.prefix { item in
                left -= item.bytes.count + 1
                return left >= 0
            }
            if !items.isEmpty { json[list.name] = .array(Array(items)) }
        }
        return json
    }

    private var head: JSONObject {
        var json: JSONObject = [
            "task_id": .string(lease.task.id.description),
            "lease": .string(lease.token.description),
            "expires_in": .integer(lease.expiresInMs / 1_000),
        ]
        if lease.task.title != content { json["title"] = .string(lease.task.title) }
        return json
    }

    private func addFacts(to json: inout JSONObject) {
        let task = lease.task
        if task.type != SkillLearning.untyped { json["type"] = .string(task.type) }
        if task.priority != .medium { json["priority"] = .string(task.priority.word) }
        if let deadline = task.deadline { json["deadline"] = .string(ISOTime.text(deadline)) }
        if task.fence > 1 { json["attempt"] = .integer(task.fence) }
    }

    private var lists: [(name: String, items: [JSON])] {
        let all: [(name: String, items: [JSON])] = [
            ("answers", answers.map { .object($0.json) }),
            ("inputs", inputs.map { .object($0.json) }),
            ("earlier", earlier.map { .object($0.briefJSON) }),
        ]
        return all.filter { !$0.items.isEmpty }
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
        guard outcome == .failed, let result else { return json }
        let isCut = result.utf8.count > Brief.inputLimit
        json["partial_result"] = isCut ? .string(result.cut(toBytes: Brief.inputLimit)) : JSON.stored(result)
        if isCut { json["cut"] = true }
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
