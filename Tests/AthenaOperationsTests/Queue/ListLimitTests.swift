import AthenaCore
import AthenaJSON
import Testing

/// Every call of these tests goes through `Desk.call`, which fails for an answer over 32 KB.
@Suite("The size of answers with long lists")
struct ListLimitTests {
    private func children(_ count: Int, of parent: String, _ desk: Desk) async throws {
        for start in stride(from: 0, to: count, by: 500) {
            let batch = (start..<min(start + 500, count)).map { number -> JSON in
                ["content": .string("part \(number)"), "parent": .string(parent)]
            }
            try await desk.call("create_task", ["tasks": .array(batch)])
        }
    }

    @Test("a task with 3,000 children names the first of them and counts them", arguments: ["concise", "full"])
    func manyChildren(detail: String) async throws {
        try await Desk.open { desk in
            let parent = try await desk.create("whole")
            try await children(3_000, of: parent, desk)
            let answer = try await desk.status(parent, detail)
            #expect(answer["children_count"] == 3_000 && answer["waits_for_count"] == 3_000)
            #expect(answer["children"]?.arrayValue?.count == 300)
            #expect(answer["children"]?[0] == "t2")
        }
    }

    @Test("cancelling many tasks says of each what became of it")
    func manyCancellations() async throws {
        try await Desk.open { desk in
            var ids: [String] = []
            for _ in 0..<100 {
                let parent = try await desk.create("whole")
                try await children(25, of: parent, desk)
                ids.append(parent)
            }
            ids += (10_000..<10_400).map { "t\($0)0000000000000" }
            let answer = try await desk.call("cancel_task", ["task_ids": .array(ids.map { .string($0) })])
            let others = ["cancelled", "not_found"].flatMap { Desk.texts(answer["others"]?[$0]) }
            let told = Desk.texts(answer["results"], "task_id") + others
            #expect(told == ids)
            #expect(answer["results"]?[0]?["also_count"] == 25)
            #expect(answer["hint"] != nil)
        }
    }

    @Test("relations with long names are cut and say so")
    func longRelations() async throws {
        try await Desk.open { desk in
            for start in stride(from: 0, to: 200, by: 100) {
                let added = (start..<start + 100).map { number -> JSON in
                    let name = String(repeating: "n", count: 190) + "\(number)"
                    return ["from": "TOOL:hub", "relation": "USES", "to": .string("TOOL:" + name)]
                }
                try await desk.call("query_graph", ["add": .array(added)])
            }
            let relations = try await desk.call("query_graph", ["entity": "TOOL:hub", "limit": 200])
            #expect((relations["relations"]?.arrayValue?.count ?? 0) > 50)
            #expect(relations["hint"] != nil)
            let entities = try await desk.call("query_graph", ["search": "nnn", "limit": 200])
            #expect((entities["entities"]?.arrayValue?.count ?? 0) > 50)
            #expect(entities["hint"] != nil)
        }
    }

    @Test("skills with long names are cut and counted")
    func longSkills() async throws {
        try await Desk.open { desk in
            for number in 0..<10 {
                let skills = (0..<30).map { skill -> JSON in
                    .string("s\(number).\(skill)." + String(repeating: "x", count: 50))
                }
                try await desk.call("create_task", ["content": "x", "requirements": .array(skills)])
                try await desk.call("register_agent", ["agent_id": .string("a\(number)"), "skills": .array(skills)])
            }
            for number in 0..<25 {
                let mixed = (0..<10).map { JSON.string("s\($0).\(number)." + String(repeating: "x", count: 50)) }
                try await desk.call("create_task", ["content": "x", "requirements": .array(mixed)])
            }
            let coverage = try await desk.call("get_coverage")
            #expect(coverage["skills_count"] == 300)
            #expect((coverage["skills"]?.arrayValue?.count ?? 0) > 50)
            #expect((coverage["scattered"]?.arrayValue?.count ?? 0) > 5)
            try await desk.call("get_recommendations", ["limit": 50])
            let route = try await desk.call("route_task", ["task_ids": .array((1...35).map { .string("t\($0)") })])
            #expect(route["routes"]?.arrayValue?.count == 35)
        }
    }

    @Test("a chain of goals far deeper than an answer is counted whole and shown as far as it can be read")
    func deepGoals() async throws {
        try await Desk.open { desk in
            var parent: JSON = .null
            for number in 0..<700 {
                var goal: JSONObject = ["title": .string("level \(number)")]
                if number > 0 { goal["parent"] = parent }
                parent = try await desk.call("create_goal", goal)["goal"] ?? .null
            }
            _ = try await desk.create("deep down", ["goal": parent])
            let tree = try await desk.call("query_goals", ["goal": "g1"])
            #expect(tree["tasks"] == 1)
            #expect(tree["hint"] != nil)
            #expect(try JSON(parsing: tree.text)["goals"]?[0]?["goal"] == "g2")
            let list = try await desk.call("query_goals", ["limit": 100])
            #expect(list["goals"]?.arrayValue?.allSatisfy { $0["tasks"] == 1 } == true)
        }
    }
}
