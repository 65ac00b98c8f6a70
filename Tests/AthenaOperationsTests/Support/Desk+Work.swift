import AthenaJSON

extension Desk {
    /// Creates a task and answers its id.
    func create(_ content: String = "Write the report", _ more: JSONObject = [:]) async throws -> String {
        var arguments = more
        arguments["content"] = .string(content)
        return try await call("create_task", arguments)["task_id"]?.stringValue ?? ""
    }

    func register(_ agent: String, _ skills: String..., maxConcurrent: Int64 = 5) async throws {
        try await call(
            "register_agent",
            [
                "agent_id": .string(agent), "skills": .array(skills.map { .string($0) }),
                "max_concurrent": .integer(maxConcurrent),
            ]
        )
    }

    /// Assigns and starts a task; answers the lease.
    func start(_ task: String, by agent: String) async throws -> String {
        try await call("assign_task", ["task_id": .string(task), "agent_id": .string(agent)])
        let started = try await call("start_task", ["task_id": .string(task), "agent_id": .string(agent)])
        return started["lease"]?.stringValue ?? ""
    }

    /// Claims the next task; answers its brief.
    func claim(_ agent: String, _ more: JSONObject = [:]) async throws -> JSON? {
        var arguments = more
        arguments["agent_id"] = .string(agent)
        return try await call("claim_task", arguments)["tasks"]?[0]
    }

    @discardableResult
    func complete(_ lease: String, _ result: JSON = "done", durationMs: Int64? = nil) async throws -> JSON {
        var arguments: JSONObject = ["lease": .string(lease), "result": result]
        if let durationMs { arguments["metrics"] = ["duration_ms": .integer(durationMs)] }
        return try await call("complete_task", arguments)
    }

    /// One more success in an agent's record.
    func succeed(_ agent: String, durationMs: Int64) async throws {
        try await complete(try await start(try await create("work for \(agent)"), by: agent), durationMs: durationMs)
    }

    /// One more failure that counts in an agent's record.
    func fallShort(_ agent: String) async throws {
        let lease = try await start(try await create("work for \(agent)"), by: agent)
        try await call(
            "fail_task",
            ["lease": .string(lease), "error": "wrong", "kind": "bad_output", "should_retry": false]
        )
    }

    func status(_ task: String, _ detail: String = "full") async throws -> JSON {
        try await call("get_task_status", ["task_id": .string(task), "detail": .string(detail)])
    }

    func health(of agent: String) async throws -> JSON {
        try await call("get_agent_health", ["agent_id": .string(agent)])
    }

    /// The texts of a list.
    static func texts(_ json: JSON?) -> [String] { json?.arrayValue?.compactMap(\.stringValue) ?? [] }

    /// One member of each object of a list.
    static func texts(_ json: JSON?, _ member: String) -> [String] {
        json?.arrayValue?.compactMap { $0[member]?.stringValue } ?? []
    }
}
