import AthenaCore
import AthenaJSON
import AthenaTestKit
import Testing

@Suite("Routing tasks")
struct RoutingTests {
    @Test("without assigning nothing is written and no decision is counted")
    func onlyComputes() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            let id = try await desk.create()
            let head = try await desk.head()
            try await desk.call("route_task", ["task_id": .string(id)])
            #expect(try await desk.head() == head)
            #expect(try await desk.call("get_routing_stats")["routed"] == 0)
            #expect(try await desk.status(id)["status"] == "pending")
        }
    }

    @Test("assigning reserves the task, counts the decision, and the event keeps how it was made")
    func assigns() async throws {
        try await Desk.open { desk in
            try await desk.register("a1", "sql")
            try await desk.register("a2", "sql")
            try await desk.register("a3", "gpu")
            let id = try await desk.create("one", ["requirements": ["sql"]])
            let answer = try await desk.call(
                "route_task",
                ["task_id": .string(id), "assign": true, "exclude_agents": ["a1"]]
            )
            #expect(answer["agent"] == "a2")
            #expect(answer["expires_in"] == 300)
            let events = try await desk.call("query_events", ["types": ["task.assigned"], "fields": "full"])["events"]
            let route = try #require(events?[0]?["data"]?["route"])
            #expect(route["agent"] == "a2")
            #expect(Desk.texts(route["candidates"], "agent") == ["a2"])
            #expect(route["filtered"] == ["not_capable": 1, "excluded": 1])
            #expect(Desk.texts(route["excluded"], "agent") == ["a1"])
            let gpu = try await desk.create("two", ["requirements": ["quantum"]])
            let nobody = try await desk.call("route_task", ["task_id": .string(gpu), "assign": true])
            #expect(nobody["agent"] == .null)
            let stats = try await desk.call("get_routing_stats")
            #expect(stats["routed"] == 1)
            #expect(stats["unrouted"] == 1)
            #expect(stats["routed_share"] == 0.5)
        }
    }

    @Test("in one call, what a task takes from an agent counts for the next", arguments: [false, true])
    func spreads(assigns: Bool) async throws {
        try await Desk.open { desk in
            try await desk.register("a1", maxConcurrent: 2)
            try await desk.register("a2", maxConcurrent: 2)
            var ids: [JSON] = []
            for number in 0..<5 { ids.append(.string(try await desk.create("task \(number)"))) }
            let answer = try await desk.call("route_task", ["task_ids": .array(ids), "assign": .bool(assigns)])
            let agents = answer["routes"]?.arrayValue?.map { $0["agent"]?.stringValue ?? "nobody" }
            #expect(agents == ["a1", "a2", "a1", "a2", "nobody"])
            let last = answer["routes"]?[4]?["reason"]?.stringValue
            #expect(last == "2 agents can do it but none is available: a1 is full (2 of 2), a2 is full (2 of 2)")
        }
    }

    @Test("in one call, a task that cannot be routed says why and stops no other")
    func namesWhatItCannotDo() async throws {
        try await World.open { world in
            let ids: [JSON] = [.string(world.completed), "t999", .string(world.running), .string(world.pending)]
            let answer = try await world.desk.call("route_task", ["task_ids": .array(ids), "assign": true])
            let routes = answer["routes"]?.arrayValue ?? []
            #expect(routes.map { $0["agent"] ?? .null } == [.null, .null, .null, "other"])
            #expect(routes.prefix(3).allSatisfy { $0["reason"]?.stringValue?.isEmpty == false })
            let single = try await world.desk.refusal(
                "route_task",
                ["task_id": .string(world.running), "assign": true]
            )
            #expect(single.code == .illegalTransition)
        }
    }

    @Test("detail=full shows candidates and exclusions")
    func shows() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            try await desk.register("a2")
            try await desk.call("set_agent_status", ["agent_id": "a2", "status": "paused"])
            let id = try await desk.create()
            let answer = try await desk.call("route_task", ["task_id": .string(id), "detail": "full"])
            #expect(Desk.texts(answer["candidates"], "agent") == ["a1"])
            #expect(answer["excluded"] == [["agent": "a2", "filter": "inactive", "reason": "it is paused"]])
            #expect(answer["eligible"] == 1)
        }
    }

    @Test("agents that are not available are listed with why when they are asked for")
    func listsUnavailable() async throws {
        try await Desk.open { desk in
            try await desk.register("a1", "sql", maxConcurrent: 1)
            _ = try await desk.start(try await desk.create("one", ["requirements": ["sql"]]), by: "a1")
            let available = try await desk.call("find_capable_agents", ["requirements": ["sql"]])
            #expect(available["agents"] == [])
            #expect(available["reason"] == "1 agent can do it but is not available: a1 is full (1 of 1)")
            let all = try await desk.call("find_capable_agents", ["requirements": ["sql"], "available_only": false])
            #expect(all["agents"] == [["agent": "a1", "unavailable": "it is full (1 of 1)"]])
        }
    }

    @Test("a ready task that no live agent has the skills for says so")
    func noRoute() async throws {
        try await Desk.open { desk in
            let id = try await desk.create("train", ["requirements": ["gpu"]])
            #expect(try await desk.status(id)["state"] == "no_route")
            try await desk.register("a1", "sql")
            #expect(try await desk.status(id)["state"] == "no_route")
            try await desk.register("a2", "gpu", "sql")
            #expect(try await desk.status(id, "concise")["state"] == "ready")
            let listed = try await desk.call("query_tasks", ["fields": "full"])
            #expect(listed["tasks"]?[0]?["state"] == "ready")
            desk.time.pass(milliseconds: 400_000)
            #expect(try await desk.status(id)["state"] == "no_route")
        }
    }

    @Test("what an agent said of itself can be read, whole or cut")
    func metadata() async throws {
        try await Desk.open { desk in
            try await desk.call("register_agent", ["agent_id": "a1", "metadata": ["model": "m-1"]])
            #expect(try await desk.health(of: "a1")["metadata"] == ["model": "m-1"])
            let skills = (0..<256).map { JSON.string("s\($0)." + String(repeating: "x", count: 58)) }
            let note = String(repeating: "n", count: 16_000)
            try await desk.call(
                "register_agent",
                ["agent_id": "a1", "skills": .array(skills), "metadata": ["note": .string(note)]]
            )
            let answer = try await desk.health(of: "a1")
            #expect(answer["metadata"]?.stringValue?.hasPrefix(#"{"note":"nnn"#) == true)
            #expect(answer["hint"] != nil)
        }
    }
}
