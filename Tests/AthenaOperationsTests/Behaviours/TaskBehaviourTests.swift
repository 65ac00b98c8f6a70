import AthenaCore
import AthenaJSON
import Testing

@Suite("The behaviours of tasks")
struct TaskBehaviourTests {
    @Test("creating answers an id, and the task is pending")
    func createsPending() async throws {
        try await Desk.open { desk in
            let id = try await desk.create()
            #expect(id.first == "t")
            #expect(try await desk.status(id)["status"] == "pending")
        }
    }

    @Test("polling returns all three that were created")
    func pollsAll() async throws {
        try await Desk.open { desk in
            let made = [try await desk.create("a"), try await desk.create("b"), try await desk.create("c")]
            let answer = try await desk.call("poll_tasks", ["limit": 10])
            #expect(Desk.texts(answer["medium"]) == made)
        }
    }

    @Test("assigning sets the state and the agent, and answers no lease")
    func assigns() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            let id = try await desk.create()
            let answer = try await desk.call("assign_task", ["task_id": .string(id), "agent_id": "a1"])
            #expect(answer == ["task_id": .string(id), "agent": "a1", "expires_in": 300])
            let status = try await desk.status(id, "concise")
            #expect(status["status"] == "assigned")
            #expect(status["assigned_to"] == "a1")
        }
    }

    @Test("completing stores the duration from the metrics")
    func storesDuration() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            let id = try await desk.create()
            try await desk.complete(try await desk.start(id, by: "a1"), durationMs: 1_500)
            let status = try await desk.status(id)
            #expect(status["status"] == "completed")
            #expect(status["metrics"]?["duration_ms"] == 1_500)
        }
    }

    @Test("failing with a retry makes it pending again, once retried and held by nobody")
    func retries() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            let id = try await desk.create()
            let lease = try await desk.start(id, by: "a1")
            let answer = try await desk.call("fail_task", ["lease": .string(lease), "error": "the network was gone"])
            #expect(answer["status"] == "pending")
            let status = try await desk.status(id)
            #expect(status["status"] == "pending")
            #expect(status["retry_count"] == 1)
            #expect(status["assigned_to"] == nil)
        }
    }

    @Test("failing without a retry makes it failed and keeps the error")
    func failsForGood() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            let id = try await desk.create()
            let lease = try await desk.start(id, by: "a1")
            try await desk.call(
                "fail_task",
                ["lease": .string(lease), "error": "the input is wrong", "should_retry": false]
            )
            let status = try await desk.status(id, "concise")
            #expect(status["status"] == "failed")
            #expect(status["error"] == "the input is wrong")
        }
    }

    @Test("dependencies are stored and enforced")
    func enforcesDependencies() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            let first = try await desk.create("first")
            let second = try await desk.create("second", ["dependencies": [.string(first)]])
            let status = try await desk.status(second)
            #expect(status["dependencies"] == [.string(first)])
            #expect(status["status"] == "blocked")
            let refused = try await desk.refusal("assign_task", ["task_id": .string(second), "agent_id": "a1"])
            #expect(refused.code == .illegalTransition)
            let answer = try await desk.complete(try await desk.start(first, by: "a1"))
            #expect(answer["unblocked"] == [.string(second)])
            #expect(try await desk.status(second)["status"] == "pending")
        }
    }

    @Test("polling orders high before medium before low")
    func ordersByPriority() async throws {
        try await Desk.open { desk in
            for priority in ["low", "high", "medium"] {
                _ = try await desk.create(priority, ["priority": .string(priority)])
            }
            let answer = try await desk.call("poll_tasks", ["fields": "title"])
            #expect(Desk.texts(answer["tasks"], "title") == ["high", "medium", "low"])
        }
    }

    @Test("querying by type and by priority returns exactly one")
    func queriesOne() async throws {
        try await Desk.open { desk in
            let analysis = try await desk.create("one", ["type": "analysis", "priority": "low"])
            let review = try await desk.create("two", ["type": "review", "priority": "high"])
            let byType = try await desk.call("query_tasks", ["type": "analysis"])
            let byPriority = try await desk.call("query_tasks", ["priority": "high"])
            #expect(Desk.texts(byType["tasks"], "id") == [analysis])
            #expect(Desk.texts(byPriority["tasks"], "id") == [review])
        }
    }

    @Test("after one completed and one pending: 1, 1 and a success rate of 1.0")
    func countsBoth() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            let done = try await desk.create("one")
            _ = try await desk.create("two")
            try await desk.complete(try await desk.start(done, by: "a1"))
            let metrics = try await desk.call("get_queue_metrics")
            #expect(metrics["completed"] == 1)
            #expect(metrics["pending"] == 1)
            #expect(metrics["success_rate"] == .double(1))
        }
    }
}
