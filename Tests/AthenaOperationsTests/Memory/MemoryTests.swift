import AthenaCore
import AthenaJSON
import Testing

@Suite("Patterns, coverage and reasons")
struct MemoryTests {
    @Test("a sequence that repeats is found, and later events are added to it")
    func patterns() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            func round() async throws {
                let build = try await desk.create("build", ["type": "build"])
                let test = try await desk.create("test", ["type": "test", "dependencies": [.string(build)]])
                try await desk.complete(try await desk.start(build, by: "a1"), durationMs: 100)
                try await desk.complete(try await desk.start(test, by: "a1"), durationMs: 300)
            }
            try await round()
            #expect(try await desk.call("get_patterns")["patterns"] == [])
            try await round()
            let found = try await desk.call("get_patterns")
            #expect(
                found["patterns"] == [
                    [
                        "first": "build", "then": "test", "link": "dependency", "count": 2, "success_rate": .double(1),
                        "mean_ms": 400,
                    ]
                ]
            )
            #expect(found["through"] == .integer(try await desk.head()))
            try await round()
            #expect(try await desk.call("get_patterns")["patterns"]?[0]?["count"] == 3)
        }
    }

    @Test("coverage shows gaps first and requirement sets that nobody holds whole")
    func coverage() async throws {
        try await Desk.open { desk in
            try await desk.register("a1", "sql", "spare")
            try await desk.register("a2", "gpu")
            _ = try await desk.create("one", ["requirements": ["quantum"]])
            _ = try await desk.create("two", ["requirements": ["gpu", "sql"]])
            let answer = try await desk.call("get_coverage")
            #expect(answer["skills"]?[0] == ["skill": "quantum", "agents": 0, "tasks": 1])
            #expect(answer["skills"]?.arrayValue?.last == ["skill": "spare", "agents": 1, "tasks": 0])
            #expect(answer["scattered"] == [["requirements": ["gpu", "sql"], "tasks": 1]])
        }
    }

    @Test("a blocked task names what it waits for, also what ended without success")
    func whyBlocked() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            let broken = try await desk.create("broken")
            let open = try await desk.create("open")
            let id = try await desk.create("last", ["dependencies": [.string(broken), .string(open)]])
            let lease = try await desk.start(broken, by: "a1")
            try await desk.call("fail_task", ["lease": .string(lease), "error": "no", "should_retry": false])
            let why = try await desk.call("get_task_why", ["task_id": .string(id)])
            #expect(Desk.texts(why["waits_for"], "task_id") == [broken, open])
            #expect(
                why["why"] == [
                    .string(
                        "it waits for \(broken) (failed), which ended without success: retry, or remove the dependency"
                    ),
                    .string("it waits for 1 open task: \(open) (pending)"),
                ]
            )
        }
    }

    @Test("a ready task says who could take it, or why nobody can, and what comes before it")
    func whyReady() async throws {
        try await Desk.open { desk in
            _ = try await desk.create("earlier")
            let id = try await desk.create("one", ["requirements": ["sql"]])
            let alone = try await desk.call("get_task_why", ["task_id": .string(id)])
            #expect(alone["why"]?[0] == "no agent has {sql}")
            #expect(alone["ahead"] == 1)
            try await desk.register("a1", "sql")
            let served = try await desk.call("get_task_why", ["task_id": .string(id)])
            #expect(served["candidates"] == ["a1"])
            #expect(served["why"]?[0]?.stringValue?.hasPrefix("it is ready and 1 agent could claim it now") == true)
        }
    }

    @Test("every other state has its reason")
    func whyOthers() async throws {
        try await World.open { world in
            let expected = [
                world.assigned: "it is reserved for worker, who has 5 min left to start it",
                world.running: "worker works on it; the lease ends in 5 min unless it is renewed",
                world.waiting: "worker asked and waits for an answer: which one?",
                world.completed: "it was completed",
                world.failed: "it failed for good after 1 failure of 3 allowed attempts",
            ]
            for (task, reason) in expected {
                let why = try await world.desk.call("get_task_why", ["task_id": .string(task)])
                #expect(why["why"]?[0] == .string(reason))
            }
        }
    }
}
