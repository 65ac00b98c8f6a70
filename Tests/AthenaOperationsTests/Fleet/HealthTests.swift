import AthenaCore
import AthenaJSON
import AthenaTestKit
import Testing

@Suite("Health, metrics and advice")
struct HealthTests {
    @Test("an empty project is idle, with null for what is unknown")
    func idle() async throws {
        try await Desk.open { desk in
            #expect(try await desk.call("get_health") == ["health": "idle", "reasons": ["no tasks yet"]])
            let metrics = try await desk.call("get_queue_metrics")
            #expect(metrics == ["pending": 0, "running": 0, "completed": 0, "failed": 0, "success_rate": .null])
            let stats = try await desk.call("get_routing_stats")
            #expect(stats["balance"] == .null)
            #expect(try await desk.call("get_recommendations")["recommendations"] == [])
        }
    }

    @Test("ready work without agents is critical, and the advice carries a call that works")
    func advises() async throws {
        try await Desk.open { desk in
            _ = try await desk.create("one", ["requirements": ["sql"]])
            let health = try await desk.call("get_health")
            #expect(health["health"] == "critical")
            let advice = try await desk.call("get_recommendations", ["limit": 1])["recommendations"]?[0]
            #expect(advice?["urgency"] == "critical")
            let call = try #require(advice?["call"])
            let tool = try #require(call["tool"]?.stringValue)
            try await desk.call(tool, call["arguments"]?.objectValue ?? [:])
            #expect(try await desk.call("get_health")["health"] == "degraded")
        }
    }

    @Test("what happened before the window is not counted in it")
    func windows() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            try await desk.succeed("a1", durationMs: 5)
            desk.time.pass(milliseconds: 10 * 60_000)
            _ = try await desk.create("later")
            let short = try await desk.call("get_queue_metrics", ["window_minutes": 5])
            #expect(short["completed"] == 0)
            #expect(short["success_rate"] == .null)
            #expect(try await desk.call("get_queue_metrics", ["window_minutes": 60])["completed"] == 1)
        }
    }

    @Test("an outcome from elsewhere moves the record of the agent, its skill and its type")
    func recordsOutcomes() async throws {
        try await Desk.open { desk in
            try await desk.register("a1", "sql")
            let outcome: JSONObject = [
                "agent_id": "a1", "success": true, "duration_ms": 300, "skill": "sql", "type": "report",
            ]
            let answer = try await desk.call("update_agent_performance", outcome)
            #expect(
                answer == ["agent": "a1", "successes": 1, "failures": 0, "success_rate": .double(1), "mean_ms": 300]
            )
            let health = try await desk.health(of: "a1")
            #expect(health["p50_ms"]?.integerValue.map { (270...330).contains($0) } == true)
            let unknown = try await desk.refusal("update_agent_performance", ["agent_id": "nobody", "success": true])
            #expect(unknown.code == .agentUnknown)
        }
    }

    @Test("setting a status ends what it must end")
    func setsStatus() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            let id = try await desk.create()
            _ = try await desk.start(id, by: "a1")
            let drained = try await desk.call("set_agent_status", ["agent_id": "a1", "status": "draining"])
            #expect(drained == ["agent": "a1", "status": "draining"])
            #expect(try await desk.refusal("claim_task", ["agent_id": "a1"]).code == .agentInactive)
            let quarantined = try await desk.call("set_agent_status", ["agent_id": "a1", "status": "quarantined"])
            #expect(quarantined["released"] == [.string(id)])
            #expect(try await desk.status(id)["status"] == "pending")
        }
    }
}
