import AthenaCore
import AthenaJSON
import Testing

@Suite("The knowledge graph")
struct GraphTests {
    @Test("relations follow from tasks and agents, and free ones stand beside them")
    func neighbours() async throws {
        try await Desk.open { desk in
            try await desk.register("a1", "sql")
            let first = try await desk.create("first")
            let second = try await desk.create("second", ["dependencies": [.string(first)], "requirements": ["sql"]])
            let addition: JSON = ["from": .string(second), "relation": "uses", "to": "tool:ripgrep"]
            #expect(try await desk.call("query_graph", ["add": [addition]])["added"] == 1)
            #expect(try await desk.call("query_graph", ["add": [addition]])["added"] == 0)
            let answer = try await desk.call("query_graph", ["entity": .string(second)])
            let found = Set(answer["relations"]?.arrayValue?.map(\.text) ?? [])
            let expected: [JSON] = [
                ["from": .string(second), "relation": "REQUIRES", "to": "skill:sql"],
                ["from": .string(second), "relation": "DEPENDS_ON", "to": .string(first)],
                ["from": .string(second), "relation": "USES", "to": "TOOL:ripgrep"],
            ]
            #expect(found == Set(expected.map(\.text)))
        }
    }

    @Test("a path leads over skills from a task to an agent; unconnected things have none")
    func paths() async throws {
        try await Desk.open { desk in
            try await desk.register("a1", "sql")
            let id = try await desk.create("one", ["requirements": ["sql"]])
            let path = try await desk.call("query_graph", ["entity": .string(id), "to": "agent:a1"])["path"]
            #expect(Desk.texts(path, "relation") == ["REQUIRES", "HAS_SKILL"])
            try await desk.call("query_graph", ["add": [["entity": "TOOL:alone"]]])
            let none = try await desk.call("query_graph", ["entity": .string(id), "to": "TOOL:alone"])
            #expect(none == ["path": .null, "reason": "nothing connects them"])
        }
    }

    @Test("entities are found by name, of one kind when it is given")
    func searches() async throws {
        try await Desk.open { desk in
            try await desk.register("sql-expert", "sql")
            #expect(
                try await desk.call("query_graph", ["search": "SQL"])["entities"] == ["agent:sql-expert", "skill:sql"]
            )
            let skills = try await desk.call("query_graph", ["search": "sql", "kind": "skill"])
            #expect(skills["entities"] == ["skill:sql"])
            #expect(try await desk.call("query_graph", ["search": "%"])["entities"] == [])
        }
    }

    @Test(
        "what cannot be asked or added is refused with how to write it",
        arguments: [
            ["entity": "t1", "search": "x"], [:], ["add": [["entity": "TASK:t1"]]],
            ["add": [["from": "TOOL:a", "relation": "DEPENDS_ON", "to": "TOOL:b"]]], ["add": [["from": "TOOL:a"]]],
            ["entity": "no colon"],
        ] as [JSONObject]
    )
    func refuses(arguments: JSONObject) async throws {
        try await Desk.open { desk in
            let error = try await desk.refusal("query_graph", arguments)
            #expect(error.code == .invalidArgument)
            #expect(!error.next.isEmpty)
        }
    }
}
