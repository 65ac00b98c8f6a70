import AthenaCore
import AthenaJSON
import Testing

@Suite("Goals")
struct GoalTests {
    @Test("a goal counts its own tasks and those of the goals under it")
    func counts() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            let top = try await desk.call("create_goal", ["title": "Release"])["goal"] ?? .null
            let part = try await desk.call("create_goal", ["title": "Docs", "parent": top])["goal"] ?? .null
            let deep = try await desk.call("create_goal", ["title": "Guide", "parent": part])["goal"] ?? .null
            let done = try await desk.create("write", ["goal": deep])
            _ = try await desk.create("review", ["goal": part])
            try await desk.complete(try await desk.start(done, by: "a1"))
            let tree = try await desk.call("query_goals", ["goal": top])
            #expect(tree["tasks"] == 2)
            #expect(tree["completed"] == 1)
            #expect(tree["progress"] == 0.5)
            #expect(tree["health"] == "on_track")
            #expect(tree["goals"]?[0]?["goal"] == part)
            #expect(tree["goals"]?[0]?["goals"]?[0]?["goal"] == deep)
            #expect(tree["goals"]?[0]?["goals"]?[0]?["health"] == "done")
            let under = try await desk.call("query_goals", ["parent": top])
            #expect(Desk.texts(under["goals"], "goal") == Desk.texts([part]))
        }
    }

    @Test("a tree too large for one answer is cut, breadth first, and says so")
    func cuts() async throws {
        try await Desk.open { desk in
            let top = try await desk.call("create_goal", ["title": "Top"])["goal"] ?? .null
            for number in 0..<60 {
                let title = JSON.string("\(number) " + String(repeating: "g", count: 400))
                let child = try await desk.call("create_goal", ["title": title, "parent": top])["goal"] ?? .null
                _ = try await desk.call("create_goal", ["title": title, "parent": child])
            }
            let tree = try await desk.call("query_goals", ["goal": top])
            #expect(tree["hint"] != nil)
            #expect((tree["goals"]?.arrayValue?.count ?? 0) > 10)
        }
    }
}
