import AthenaCore
import AthenaJSON
import AthenaOperations
import Testing

@Suite("Importing records")
struct ImportRecordsTests {
    private static let good: JSON = ["_type": "goal", "external_ref": "good", "title": "Good"]

    private static let wrong: [JSON] = [
        ["_type": "planet", "external_ref": "x"],
        ["_type": "task", "content": "C"],
        ["_type": "task", "external_ref": "x", "content": "C", "priority": "urgent"],
        ["_type": "task", "external_ref": "x", "content": "C", "created_at": "yesterday"],
        ["_type": "task", "external_ref": "x", "content": "C", "metadata": [1]],
        ["_type": "task", "external_ref": "x", "content": "C", "metadata_text": "{"],
        ["_type": "task", "external_ref": "x", "content": "C", "attempts": [["fence": 1]]],
        ["_type": "task", "external_ref": "x", "content": "C", "notes": [["text": "n"]]],
        ["_type": "goal", "external_ref": "x"],
        ["_type": "goal", "external_ref": "x", "title": "G", "deadline": -1],
        ["_type": "agent", "agent_id": "no good"],
        ["_type": "agent", "agent_id": "a", "skills": [["skill": "Upper", "source": "declared"]]],
        ["_type": "agent", "agent_id": "a", "status": "asleep"],
        [
            "_type": "performance", "scope": "weather", "successes": 1, "failures": 0, "total_ms": 1,
            "success_weight": 1, "failure_weight": 0, "weighed_at": 1, "durations": "",
        ],
        [
            "_type": "performance", "scope": "overall", "successes": 1, "failures": 0, "total_ms": 1,
            "success_weight": -1, "failure_weight": 0, "weighed_at": 1, "durations": "",
        ],
        [
            "_type": "performance", "scope": "overall", "successes": 1, "failures": 0, "total_ms": 1,
            "success_weight": 1, "failure_weight": -0.5, "weighed_at": 1, "durations": "",
        ],
        [
            "_type": "performance", "scope": "overall", "successes": -1, "failures": 0, "total_ms": 1,
            "success_weight": 1, "failure_weight": 0, "weighed_at": 1, "durations": "",
        ],
        [
            "_type": "performance", "scope": "overall", "successes": 1, "failures": 0, "total_ms": 1,
            "success_weight": 1, "failure_weight": 0, "weighed_at": 1, "durations": "x",
        ],
        [
            "_type": "performance", "scope": "overall", "successes": 1, "failures": 0, "total_ms": 1,
            "success_weight": 1, "failure_weight": 0, "weighed_at": 1, "durations": "1:1 7",
        ],
        ["_type": "entity", "entity": "agent:a"],
        ["_type": "relation", "from": "t1", "kind": "LIKES", "to": "TOOL:x"],
        ["_type": "relation", "from": "TOOL:y", "kind": "HAS_SKILL", "to": "TOOL:x"],
    ]
    private static let loose: [JSON] = [
        ["_type": "task", "external_ref": "x", "content": "C", "dependencies": ["y"]],
        ["_type": "task", "external_ref": "x", "content": "C", "goal": "y"],
        ["_type": "goal", "external_ref": "x", "title": "G", "parent": "y"],
        ["_type": "history", "task": "y"],
        ["_type": "relation", "from": ["task": "y"], "kind": "LIKES", "to": "TOOL:x"],
    ]

    @Test(
        "a record that is wrong is refused by its position, and nothing of its call is applied",
        arguments: wrong
    )
    func refused(record: JSON) async throws {
        try await Desk.open { desk in
            let error = try await desk.refusal("import_records", ["records": [Self.good, record]])
            #expect(error.code == .invalidArgument)
            #expect(error.message.hasPrefix("records[1]: "), "\(error.message)")
            #expect(try await desk.head() == 0)
        }
    }

    @Test(
        "a tie to what is not there is refused, and nothing of its call is applied",
        arguments: loose
    )
    func untied(record: JSON) async throws {
        try await Desk.open { desk in
            let error = try await desk.refusal("import_records", ["records": [Self.good, record]])
            #expect(error.code == .dependencyUnknown)
            #expect(try await desk.head() == 0)
        }
    }

    @Test("every change of an import is an event")
    func events() async throws {
        try await Desk.open { desk in
            let performance: JSON = [
                "_type": "performance", "agent_id": "ann", "scope": "overall", "successes": 2, "failures": 0,
                "total_ms": 10, "success_weight": 1.5, "failure_weight": 0.0, "weighed_at": 5, "durations": "5:2",
            ]
            let attempt: JSON = ["fence": 1, "agent": "old", "outcome": "lost", "granted_at": 1, "ended_at": 2]
            let records: [JSON] = [
                Self.good,
                ["_type": "agent", "agent_id": "ann", "skills": [["skill": "sql", "source": "taught"]]],
                performance,
                ["_type": "task", "external_ref": "x", "content": "C", "goal": "good", "past": ["fence": 1]],
                ["_type": "history", "task": "x", "attempts": [attempt]],
                ["_type": "entity", "entity": "TOOL:x"],
                ["_type": "relation", "from": ["task": "x"], "kind": "USES", "to": "TOOL:x"],
            ]
            let answer = try await desk.call("import_records", ["records": .array(records)])
            #expect(answer["created"] == 7)
            let events = try await desk.call("query_events", ["fields": "full"])["events"]
            #expect(
                Desk.texts(events, "kind") == [
                    "goal.imported", "agent.imported", "agent.performance_imported", "task.imported", "agent.imported",
                    "task.history_imported", "entity.added", "relation.added",
                ]
            )
            #expect(try await desk.call("verify_audit")["intact"] == true)
        }
    }

    @Test("an attempt that was never granted is refused")
    func beyond() async throws {
        try await Desk.open { desk in
            try await desk.call("import_records", ["records": [["external_ref": "x", "content": "C"]]])
            let attempt: JSON = ["fence": 3, "agent": "a", "outcome": "lost", "granted_at": 1, "ended_at": 2]
            let history: JSON = ["_type": "history", "task": "x", "attempts": [attempt]]
            #expect(try await desk.refusal("import_records", ["records": [history]]).code == .invalidArgument)
        }
    }

    @Test("an export goes on only where a page of it ended", arguments: ["x", "WyJtb29uIl0", "WyJ0YXNrIl0"])
    func cursors(text: String) async throws {
        try await Desk.open { desk in
            let error = try await desk.refusal("export_page", ["after": .string(text)])
            #expect(error.code == .invalidArgument)
        }
    }
}
