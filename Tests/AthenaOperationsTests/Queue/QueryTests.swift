import AthenaCore
import AthenaJSON
import AthenaTestKit
import Testing

@Suite("Finding and counting tasks")
struct QueryTests {
    @Test("every filter narrows the list")
    func filters() async throws {
        try await Desk.open { desk in
            try await desk.register("a1", "sql")
            let goal = try await desk.call("create_goal", ["title": "all"])["goal"] ?? .null
            let parent = try await desk.create("parent")
            let wanted = try await desk.create(
                "wanted",
                [
                    "type": "check", "priority": "low", "requirements": ["sql"], "labels": ["red"], "goal": goal,
                    "parent": .string(parent),
                ]
            )
            desk.time.pass(milliseconds: 10_000)
            for _ in 0..<3 { _ = try await desk.create("other") }
            try await desk.call("assign_task", ["task_id": .string(wanted), "agent_id": "a1"])
            let filters: [JSONObject] = [
                ["type": "check"], ["priority": "low"], ["requirement": "sql"], ["label": "red"], ["goal": goal],
                ["parent": .string(parent)], ["agent_id": "a1"], ["status": ["assigned"]],
                ["created_before": .integer(desk.time.now().wall - 5_000), "status": ["assigned", "running"]],
            ]
            for filter in filters {
                let found = try await desk.call("query_tasks", filter)
                #expect(Desk.texts(found["tasks"], "id") == [wanted], "\(filter)")
                var counting = filter
                counting["count_only"] = true
                #expect(try await desk.call("query_tasks", counting) == ["count": 1], "\(filter)")
            }
            let late = try await desk.call(
                "query_tasks",
                ["created_after": "2027-01-15T08:00:05Z", "count_only": true]
            )
            #expect(late["count"] == 3)
        }
    }

    @Test("groups are counted on the server")
    func groups() async throws {
        try await World.open { world in
            let desk = world.desk
            let byStatus = try await desk.call("query_tasks", ["group_by": "status"])["groups"]
            #expect(byStatus == ["assigned": 1, "completed": 1, "failed": 1, "pending": 1, "running": 1, "waiting": 1])
            #expect(try await desk.call("query_tasks", ["group_by": "type"])["groups"] == ["report": 1, "task": 5])
            #expect(try await desk.call("query_tasks", ["group_by": "priority"])["groups"] == ["medium": 6])
            let byAgent = try await desk.call(
                "query_tasks",
                ["group_by": "agent_id", "status": ["running", "assigned"]]
            )
            #expect(byAgent["groups"] == ["worker": 2])
        }
    }

    @Test("no list carries a content, a result or metrics", arguments: ["concise", "title", "full"])
    func hidesResults(fields: String) async throws {
        try await World.open { world in
            for operation in ["query_tasks", "poll_tasks"] {
                let answer = try await world.desk.call(operation, ["fields": .string(fields)]).text
                for secret in ["\"content\"", "\"result\"", "rows", "metrics", world.lease] {
                    #expect(!answer.contains(secret), "\(operation): \(secret)")
                }
            }
        }
    }

    @Test("concise rows stand under their columns")
    func rows() async throws {
        try await Desk.open { desk in
            let id = try await desk.create("one", ["type": "check"])
            let answer = try await desk.call("query_tasks", ["fields": "concise"])
            #expect(answer["columns"] == ["id", "status", "type"])
            #expect(answer["tasks"] == [[.string(id), "pending", "check"]])
        }
    }

    @Test("scheduled tasks are polled only when ready ones are not asked for alone")
    func scheduled() async throws {
        try await Desk.open { desk in
            let later = try await desk.create("later", ["run_after": .integer(desk.time.now().wall + 60_000)])
            let now = try await desk.create("now")
            #expect(try await desk.call("poll_tasks") == ["medium": [.string(now)]])
            let all = try await desk.call("poll_tasks", ["ready_only": false])
            #expect(all == ["medium": [.string(later), .string(now)]])
            let why = try await desk.call("get_task_why", ["task_id": .string(later)])
            #expect(why["why"] == ["it is scheduled and becomes ready in 1 min"])
        }
    }
}
