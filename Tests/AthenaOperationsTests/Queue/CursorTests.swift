import AthenaCore
import AthenaJSON
import AthenaTestKit
import Testing

@Suite("Paging")
struct CursorTests {
    /// Every item of a list, page after page; fails when the list does not end.
    private func walk(
        _ desk: Desk,
        _ operation: String,
        _ arguments: JSONObject,
        _ items: (JSON) -> [String]
    ) async throws -> [String] {
        var arguments = arguments
        var found: [String] = []
        for _ in 0..<100 {
            let page = try await desk.call(operation, arguments)
            found += items(page)
            guard let more = page["more"] else { return found }
            arguments["cursor"] = more
        }
        Issue.record("\(operation) does not end")
        return found
    }

    private static func ids(_ page: JSON) -> [String] { Desk.texts(page["tasks"], "id") }

    @Test("polling walks the whole queue in claim order, also when tasks are claimed meanwhile")
    func pollWalks() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            var made: [String] = []
            for number in 0..<25 { made.append(try await desk.create("task \(number)")) }
            let urgent = try await desk.create("now", ["priority": "critical"])
            let first = try await desk.call("poll_tasks", ["limit": 10])
            #expect(first["critical"] == [.string(urgent)])
            #expect(Desk.texts(first["medium"]) == Array(made.prefix(9)))
            for _ in 0..<10 { _ = try await desk.claim("a1") }
            let second = try await desk.call("poll_tasks", ["limit": 10, "cursor": first["more"] ?? .null])
            #expect(Desk.texts(second["medium"]) == Array(made[9..<19]))
            let third = try await desk.call("poll_tasks", ["limit": 10, "cursor": second["more"] ?? .null])
            #expect(Desk.texts(third["medium"]) == Array(made[19...]))
            #expect(third["more"] == nil)
        }
    }

    @Test("polling for an agent shows what it could claim, and pages over what it could not")
    func pollFilters() async throws {
        try await Desk.open { desk in
            try await desk.register("a1", "sql")
            var mine: [String] = []
            for number in 0..<30 {
                let skill: JSON = number % 3 == 0 ? "sql" : "gpu"
                let id = try await desk.create("task \(number)", ["requirements": [skill]])
                if number % 3 == 0 { mine.append(id) }
            }
            let arguments: JSONObject = ["agent_id": "a1", "limit": 4]
            #expect(try await walk(desk, "poll_tasks", arguments) { Desk.texts($0["medium"]) } == mine)
            var byTitle = arguments
            byTitle["fields"] = "title"
            #expect(try await walk(desk, "poll_tasks", byTitle, Self.ids) == mine)
            #expect(try await desk.refusal("poll_tasks", ["agent_id": "nobody"]).code == .agentUnknown)
        }
    }

    @Test("a list goes through every task once", arguments: TaskQuery.Sort.allCases)
    func queryWalks(sort: TaskQuery.Sort) async throws {
        try await Desk.open { desk in
            var made: [String] = []
            for number in 0..<23 {
                desk.time.pass(milliseconds: 1)
                let priority: JSON = ["high", "low", "medium"][number % 3]
                made.append(try await desk.create("task \(number)", ["priority": priority]))
            }
            let arguments: JSONObject = ["sort": .string(sort.rawValue), "limit": 5]
            let whole = try await desk.call("query_tasks", ["sort": .string(sort.rawValue), "limit": 200])
            let walked = try await walk(desk, "query_tasks", arguments, Self.ids)
            #expect(walked == Self.ids(whole))
            #expect(Set(walked) == Set(made))
            #expect(walked.count == made.count)
            var rows = arguments
            rows["fields"] = "concise"
            let concise = try await walk(desk, "query_tasks", rows) { page in
                page["tasks"]?.arrayValue?.compactMap { $0[0]?.stringValue } ?? []
            }
            #expect(concise == walked)
        }
    }

    @Test("a cursor belongs to its question")
    func bindsCursor() async throws {
        try await Desk.open { desk in
            for number in 0..<5 { _ = try await desk.create("task \(number)", ["type": "check"]) }
            let page = try await desk.call("query_tasks", ["limit": 2, "type": "check"])
            let more = try #require(page["more"])
            _ = try await desk.call("query_tasks", ["limit": 3, "type": "check", "cursor": more])
            let misuses: [(String, JSONObject)] = [
                ("query_tasks", ["type": "other", "cursor": more]),
                ("query_tasks", ["cursor": more]),
                ("query_tasks", ["type": "check", "sort": "oldest", "cursor": more]),
                ("query_tasks", ["type": "check", "cursor": more, "project": "elsewhere"]),
                ("poll_tasks", ["cursor": more]),
                ("query_tasks", ["type": "check", "cursor": "garbage"]),
                ("query_tasks", ["type": "check", "cursor": "!!!!"]),
                ("query_tasks", ["type": "check", "cursor": ""]),
                ("query_tasks", ["type": "check", "cursor": .string(String(repeating: "A", count: 5_000))]),
            ]
            for (operation, arguments) in misuses {
                let error = try await desk.refusal(operation, arguments)
                #expect(error.code == .invalidArgument, "\(arguments)")
                #expect(error.message.contains("cursor"))
            }
        }
    }

    @Test("agents, goals and projects are listed page by page")
    func otherLists() async throws {
        try await Desk.open { desk in
            for number in 10..<17 {
                try await desk.register("agent-\(number)")
                _ = try await desk.call("create_goal", ["title": .string("goal \(number)")])
                _ = try await desk.call("create_task", ["content": "x", "project": .string("project-\(number)")])
            }
            let agents = try await walk(desk, "get_agent_health", ["limit": 3]) { Desk.texts($0["agents"], "agent") }
            #expect(agents == (10..<17).map { "agent-\($0)" })
            let goals = try await walk(desk, "query_goals", ["limit": 3]) { Desk.texts($0["goals"], "goal") }
            #expect(goals == (1...7).map { "g\($0)" })
            let projects = try await walk(desk, "list_projects", ["limit": 3]) { Desk.texts($0["projects"]) }
            #expect(projects == ["default"] + (10..<17).map { "project-\($0)" })
        }
    }
}
