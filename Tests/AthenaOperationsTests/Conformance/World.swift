import AthenaJSON

/// A project in which every operation has something to work on.
struct World: Sendable {
    let desk: Desk
    /// Tasks in these states; `running` is held under `lease` by agent `worker`.
    let pending, running, completed, waiting, failed, assigned: String
    let lease: String
    let goal: String
    /// The public part of an access token.
    let token: String

    static func open(_ body: (World) async throws -> Void) async throws {
        try await Desk.open { desk in try await body(try await World(desk)) }
    }

    private init(_ desk: Desk) async throws {
        self.desk = desk
        try await desk.register("worker", "sql", "swift", maxConcurrent: 20)
        try await desk.register("other", "sql")
        goal = try await desk.call("create_goal", ["title": "Ship it"])["goal"]?.stringValue ?? ""
        completed = try await desk.create("done", ["goal": .string(goal), "type": "report"])
        try await desk.complete(try await desk.start(completed, by: "worker"), ["rows": 3], durationMs: 20)
        failed = try await desk.create("broken")
        let bad = try await desk.start(failed, by: "worker")
        try await desk.call("fail_task", ["lease": .string(bad), "error": "no", "should_retry": false])
        waiting = try await desk.create("ask me")
        let asked = try await desk.start(waiting, by: "worker")
        try await desk.call("ask_task", ["lease": .string(asked), "question": "which one?"])
        assigned = try await desk.create("reserved")
        try await desk.call("assign_task", ["task_id": .string(assigned), "agent_id": "worker"])
        running = try await desk.create("at work", ["requirements": ["sql"]])
        lease = try await desk.start(running, by: "worker")
        pending = try await desk.create("to do", ["requirements": ["sql"], "labels": ["a"], "goal": .string(goal)])
        token = try await desk.call("token_create", ["name": "one", "scopes": ["tasks:read"]])["id"]?.stringValue ?? ""
    }

    /// Arguments with which an operation succeeds here.
    func arguments(of operation: String) -> JSONObject? {
        Self.samples[operation].map { $0(self) }
    }

    private static let samples: [String: @Sendable (World) -> JSONObject] = [
        "create_task": { _ in ["content": "more"] },
        "claim_task": { _ in ["agent_id": "worker"] },
        "start_task": { ["task_id": .string($0.assigned), "agent_id": "worker"] },
        "heartbeat_task": { ["lease": .string($0.lease), "progress": 50] },
        "complete_task": { ["lease": .string($0.lease), "result": ["rows": 1], "metrics": ["duration_ms": 5]] },
        "fail_task": { ["lease": .string($0.lease), "error": "the tool broke"] },
        "release_task": { ["lease": .string($0.lease), "note": "not mine"] },
        "get_task_status": { ["task_ids": [.string($0.completed), .string($0.running)], "detail": "history"] },
        "register_agent": { _ in ["agent_id": "worker", "skills": ["sql", "swift"], "max_concurrent": 20] },
        "poll_tasks": { _ in ["agent_id": "worker", "fields": "full"] },
        "query_tasks": { _ in ["status": ["pending", "completed"], "fields": "full", "sort": "updated"] },
        "route_task": { ["task_ids": [.string($0.pending)], "detail": "full"] },
        "assign_task": { ["task_id": .string($0.pending), "agent_id": "worker"] },
        "cancel_task": { ["task_ids": [.string($0.pending), .string($0.running)], "reason": "not wanted"] },
        "find_capable_agents": { _ in ["requirements": ["sql"], "available_only": false] },
        "get_agent_health": { _ in ["agent_id": "worker"] },
        "update_agent_performance": { _ in ["agent_id": "worker", "success": true, "duration_ms": 5, "skill": "sql"] },
        "deregister_agent": { _ in ["agent_id": "worker"] },
        "get_queue_metrics": { _ in ["window_minutes": 5] },
        "get_routing_stats": { _ in [:] },
        "get_health": { _ in [:] },
        "get_recommendations": { _ in ["limit": 10] },
        "query_events": { _ in ["fields": "full", "limit": 500] },
        "get_task_why": { ["task_id": .string($0.pending)] },
        "search": { _ in ["text": "work"] },
        "update_task": { ["task_id": .string($0.pending), "priority": "high", "title": "renamed"] },
        "retry_task": { ["task_id": .string($0.failed)] },
        "ask_task": { ["lease": .string($0.lease), "question": "how?"] },
        "answer_task": { ["task_id": .string($0.waiting), "answer": "the second"] },
        "add_note": { ["task_id": .string($0.pending), "note": "mind the gap"] },
        "create_goal": { ["title": "More", "parent": .string($0.goal)] },
        "query_goals": { ["goal": .string($0.goal)] },
        "query_graph": { ["entity": .string($0.running)] },
        "get_patterns": { _ in ["min_count": 1] },
        "get_coverage": { _ in [:] },
        "set_agent_status": { _ in ["agent_id": "worker", "status": "quarantined"] },
        "set_agent_skill": { _ in ["agent_id": "other", "skill": "gpu"] },
        "list_projects": { _ in [:] },
        "import_records": { _ in ["records": [["external_ref": "x-1", "content": "from elsewhere"]]] },
        "preview_import": { _ in ["records": [["_type": "goal", "external_ref": "x-2", "title": "from elsewhere"]]] },
        "export_page": { _ in ["limit": 50] },
        "verify_audit": { _ in [:] },
        "prune": { _ in ["before": 1] },
        "database_status": { _ in [:] },
        "token_create": { _ in ["name": "two", "scopes": ["tasks:read"]] },
        "token_list": { _ in [:] },
        "token_revoke": { ["id": .string($0.token)] },
    ]
}
