import AthenaCore
import AthenaJSON
import Testing

@Suite("The behaviours of agents and routing")
struct FleetBehaviourTests {
    @Test("registered skills can be read, each with its source")
    func readsSkills() async throws {
        try await Desk.open { desk in
            try await desk.register("a1", "swift", "sql")
            #expect(try await desk.health(of: "a1")["skills"] == ["sql": "declared", "swift": "declared"])
        }
    }

    @Test("an agent is found only when it has all skills")
    func findsByAllSkills() async throws {
        try await Desk.open { desk in
            try await desk.register("a1", "swift", "sql")
            try await desk.register("a2", "swift")
            let one = try await desk.call("find_capable_agents", ["requirements": ["swift"]])
            let both = try await desk.call("find_capable_agents", ["requirements": ["sql", "swift"]])
            #expect(Desk.texts(one["agents"], "agent") == ["a1", "a2"])
            #expect(Desk.texts(both["agents"], "agent") == ["a1"])
        }
    }

    @Test("a fresh agent shows no rate, and then its first success")
    func showsNoRateAtFirst() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            #expect(try await desk.health(of: "a1")["success_rate"] == .null)
            try await desk.succeed("a1", durationMs: 1_000)
            let health = try await desk.health(of: "a1")
            #expect(health["successes"] == 1)
            #expect(health["mean_ms"] == 1_000)
        }
    }

    @Test("two successes and one failure give 2 to 1, two thirds and a mean of 1100")
    func keepsRawCounts() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            try await desk.succeed("a1", durationMs: 1_000)
            try await desk.succeed("a1", durationMs: 1_200)
            try await desk.fallShort("a1")
            let health = try await desk.health(of: "a1")
            #expect(health["successes"] == 2)
            #expect(health["failures"] == 1)
            #expect(health["success_rate"] == .double(2.0 / 3.0))
            #expect(health["mean_ms"] == 1_100)
        }
    }

    @Test("teaching adds a skill, revoking takes it away, both repeatable")
    func teaches() async throws {
        try await Desk.open { desk in
            try await desk.register("a1", "swift")
            let lesson: JSONObject = ["agent_id": "a1", "skill": "sql"]
            try await desk.call("set_agent_skill", lesson)
            let head = try await desk.head()
            try await desk.call("set_agent_skill", lesson)
            #expect(try await desk.head() == head)
            #expect(try await desk.health(of: "a1")["skills"] == ["sql": "taught", "swift": "declared"])
            let end: JSONObject = ["agent_id": "a1", "skill": "sql", "action": "revoke"]
            try await desk.call("set_agent_skill", end)
            #expect(try await desk.call("set_agent_skill", end)["skills"] == ["swift": "declared"])
        }
    }

    @Test("a deregistered agent is not found, and deregistering it again changes nothing")
    func deregisters() async throws {
        try await Desk.open { desk in
            try await desk.register("a1", "swift")
            let lease = try await desk.start(try await desk.create(), by: "a1")
            let answer = try await desk.call("deregister_agent", ["agent_id": "a1"])
            #expect(answer == ["agent": "a1", "released": ["t1"]])
            let found = try await desk.call("find_capable_agents", ["requirements": ["swift"]])
            #expect(found["agents"] == [])
            #expect(try await desk.refusal("get_agent_health", ["agent_id": "a1"]).code == .agentUnknown)
            let head = try await desk.head()
            #expect(try await desk.call("deregister_agent", ["agent_id": "a1"])["released"] == [])
            #expect(try await desk.head() == head)
            #expect(try await desk.refusal("complete_task", ["lease": .string(lease), "result": 1]).code == .leaseLost)
        }
    }

    @Test("totals and skill counts are told")
    func countsSkills() async throws {
        try await Desk.open { desk in
            try await desk.register("a1", "swift", "sql")
            try await desk.register("a2", "swift")
            let all = try await desk.call("get_agent_health")
            #expect(all["total"] == 2)
            #expect(all["skills"] == ["swift": 2, "sql": 1])
            let coverage = try await desk.call("get_coverage")
            #expect(coverage["agents"] == 2)
            #expect(Desk.texts(coverage["skills"], "skill") == ["sql", "swift"])
        }
    }

    @Test("routing picks the capable agent, and answers null when there is none")
    func routesByCapability() async throws {
        try await Desk.open { desk in
            try await desk.register("a1", "sql")
            try await desk.register("a2", "swift")
            let swift = try await desk.create("one", ["requirements": ["swift"]])
            let gpu = try await desk.create("two", ["requirements": ["gpu", "sql"]])
            #expect(try await desk.call("route_task", ["task_id": .string(swift)])["agent"] == "a2")
            let nobody = try await desk.call("route_task", ["task_id": .string(gpu)])
            #expect(nobody["agent"] == .null)
            #expect(nobody["reason"] == "no agent has {gpu, sql}: nobody has gpu, a1 has sql")
        }
    }

    @Test("two of two ranks above one of two")
    func ranksByRecord() async throws {
        try await Desk.open { desk in
            try await desk.register("shaky")
            try await desk.register("steady")
            try await desk.succeed("steady", durationMs: 1_000)
            try await desk.succeed("steady", durationMs: 1_000)
            try await desk.succeed("shaky", durationMs: 1_000)
            try await desk.fallShort("shaky")
            let id = try await desk.create()
            #expect(try await desk.call("route_task", ["task_id": .string(id)])["agent"] == "steady")
            let found = try await desk.call("find_capable_agents", ["requirements": []])
            #expect(Desk.texts(found["agents"], "agent") == ["steady", "shaky"])
        }
    }

    @Test("exclusions are honoured")
    func excludes() async throws {
        try await Desk.open { desk in
            try await desk.register("a1", "swift")
            try await desk.register("a2", "swift")
            let id = JSON.string(try await desk.create("one", ["requirements": ["swift"]]))
            #expect(try await desk.call("route_task", ["task_id": id])["agent"] == "a1")
            let second = try await desk.call("route_task", ["task_id": id, "exclude_agents": ["a1"]])
            #expect(second["agent"] == "a2")
            let nobody = try await desk.call("route_task", ["task_id": id, "exclude_agents": ["a1", "a2"]])
            #expect(nobody["agent"] == .null)
        }
    }

    @Test("the statistics are right at each step from creating to completing")
    func countsEachStep() async throws {
        try await Desk.open { desk in
            func counts() async throws -> [Int64] {
                let metrics = try await desk.call("get_queue_metrics")
                return ["pending", "assigned", "running", "completed"].map { metrics[$0]?.integerValue ?? 0 }
            }
            try await desk.register("a1", "swift")
            let id = try await desk.create("one", ["requirements": ["swift"]])
            #expect(try await counts() == [1, 0, 0, 0])
            #expect(try await desk.call("route_task", ["task_id": .string(id)])["agent"] == "a1")
            #expect(try await counts() == [1, 0, 0, 0])
            try await desk.call("assign_task", ["task_id": .string(id), "agent_id": "a1"])
            #expect(try await counts() == [0, 1, 0, 0])
            let started = try await desk.call("start_task", ["task_id": .string(id), "agent_id": "a1"])
            #expect(try await counts() == [0, 0, 1, 0])
            try await desk.complete(started["lease"]?.stringValue ?? "")
            #expect(try await counts() == [0, 0, 0, 1])
            #expect(try await desk.health(of: "a1")["successes"] == 1)
        }
    }

    @Test("three tasks over two agents are all assigned and balanced")
    func balances() async throws {
        try await Desk.open { desk in
            try await desk.register("a1", "swift")
            try await desk.register("a2", "swift")
            var made: [String] = []
            for number in 0..<3 { made.append(try await desk.create("task \(number)", ["requirements": ["swift"]])) }
            for id in made { try await desk.call("route_task", ["task_id": .string(id), "assign": true]) }
            var holders: [String: Int] = [:]
            for id in made {
                let status = try await desk.status(id, "concise")
                #expect(status["status"] == "assigned")
                holders[status["assigned_to"]?.stringValue ?? "", default: 0] += 1
            }
            #expect(holders == ["a1": 2, "a2": 1])
        }
    }
}
