package import AthenaCore
package import AthenaJSON

/// The arguments of a call, checked against the schema, read as the domain's values.
package struct Arguments: Sendable {
    /// As they came.
    package let json: JSONObject

    /// Wraps arguments that the schema accepts.
    package init(_ json: JSONObject) { self.json = json }

    package subscript(name: String) -> JSON? {
        guard let value = json[name], !value.isNull else { return nil }
        return value
    }

    package func text(_ name: String) -> String? { self[name]?.stringValue }

    package func integer(_ name: String) -> Int64? { self[name]?.integerValue }

    package func int(_ name: String) -> Int? { self[name]?.integerValue.flatMap { Int(exactly: $0) } }

    package func flag(_ name: String, default standard: Bool = false) -> Bool { self[name]?.boolValue ?? standard }

    package func object(_ name: String) -> JSONObject? { self[name]?.objectValue }

    package func texts(_ name: String) -> [String]? { self[name]?.arrayValue?.compactMap(\.stringValue) }

    /// A text that has to be there.
    package func requiredText(_ name: String) throws -> String {
        guard let text = text(name) else { throw AthenaError.invalid("\(name) is missing.") }
        return text
    }

    /// One task, such as `t12`.
    package func task(_ name: String) throws -> AgentTask.ID? { try text(name).map(Self.task) }

    /// One task that has to be named.
    package func requiredTask(_ name: String) throws -> AgentTask.ID { try Self.task(try requiredText(name)) }

    /// Exactly one of a single id and a list of ids.
    package func tasks(_ single: String, _ many: String) throws -> (ids: [AgentTask.ID], isSingle: Bool) {
        switch (text(single), texts(many)) {
        case (let id?, nil): return ([try Self.task(id)], true)
        case (nil, let ids?):
            guard !ids.isEmpty else { throw AthenaError.invalid("\(many) is empty.") }
            return (try ids.map(Self.task), false)
        default: throw AthenaError.invalid("Give exactly one of \(single) and \(many).")
        }
    }

    /// A list of tasks.
    package func tasks(_ name: String) throws -> [AgentTask.ID]? { try texts(name)?.map(Self.task) }

    package func goal(_ name: String) throws -> Goal.ID? {
        guard let text = text(name) else { return nil }
        guard let id = Goal.ID(parsing: text) else {
            throw AthenaError.invalid("\(text.quotedForMessage) is not a goal id.", next: "Goal ids look like g4.")
        }
        return id
    }

    package func agent(_ name: String = "agent_id") throws -> Agent.ID? {
        guard let text = text(name) else { return nil }
        return try Agent.ID(checking: text)
    }

    package func skills(_ name: String) throws -> [Skill]? {
        try texts(name)?.map { try Skill(checking: $0) }
    }

    package func statuses(_ name: String) throws -> [TaskStatus]? {
        try texts(name)?.map { word in
            guard let status = TaskStatus(rawValue: word) else {
                throw AthenaError.invalid("\(word.quotedForMessage) is not a status.")
            }
            return status
        }
    }

    package func priority(_ name: String = "priority") -> Priority? { text(name).flatMap(Priority.init(word:)) }

    /// A moment: milliseconds since 1970, or an ISO 8601 text.
    package func time(_ name: String) throws -> Int64? {
        guard let value = self[name] else { return nil }
        let moment = value.integerValue ?? value.stringValue.flatMap(ISOTime.milliseconds(in:))
        guard let moment, (0...TaskLimits.latestTime).contains(moment) else {
            throw AthenaError.invalid(
                "\(name) is not a time.",
                next: "Write it as 2026-12-31T23:59:00Z, or as milliseconds since 1970."
            )
        }
        return moment
    }

    /// The lease token; a `task_id` beside it must name the same task.
    package func lease() throws -> LeaseToken {
        let token = try LeaseToken(parsing: try requiredText("lease"))
        if let task = try task("task_id"), task != token.task {
            throw AthenaError.invalid(
                "The lease is of \(token.task), not of \(task).",
                next: "Leave task_id out, or give the lease of \(task)."
            )
        }
        return token
    }

    /// What makes a repeated call the same call, if the caller gave a key.
    package func once(_ operation: String) -> Once? {
        guard let key = text("idempotency_key") else { return nil }
        var rest = json
        rest["idempotency_key"] = nil
        let canonical = String(decoding: JSON.object(rest).canonicalBytes, as: UTF8.self)
        return Once(operation: operation, key: key, digest: EventChain.digest(of: canonical))
    }

    /// A page size.
    package func limit(default standard: Int) -> Int { int("limit") ?? standard }

    private static func task(_ text: String) throws -> AgentTask.ID {
        guard let id = AgentTask.ID(parsing: text) else {
            throw AthenaError.invalid("\(text.quotedForMessage) is not a task id.", next: "Task ids look like t123.")
        }
        return id
    }
}
