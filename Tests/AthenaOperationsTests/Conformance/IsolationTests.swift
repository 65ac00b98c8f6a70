import AthenaCore
import AthenaJSON
import AthenaOperations
import Testing

@Suite("Projects do not see each other")
struct IsolationTests {
    /// A call in another project with ids of the world, and how it must end.
    struct Trespass: Sendable, CustomStringConvertible {
        let operation: String
        let argument: String
        let codes: Set<AthenaErrorCode>
        let arguments: @Sendable (World) -> JSONObject

        init(
            _ operation: String,
            _ argument: String,
            _ codes: Set<AthenaErrorCode>,
            _ arguments: @escaping @Sendable (World) -> JSONObject
        ) {
            self.operation = operation
            self.argument = argument
            self.codes = codes
            self.arguments = arguments
        }

        var description: String { "\(operation) with a foreign \(argument)" }
    }

    /// Arguments that name something that belongs to a project.
    static let idNames: Set<String> = [
        "task_id", "lease", "goal", "parent", "dependencies", "entity", "to", "add", "add_dependencies",
        "remove_dependencies",
    ]

    static let trespasses: [Trespass] = [
        Trespass("create_task", "dependencies", [.dependencyUnknown]) {
            ["content": "x", "dependencies": [.string($0.pending)]]
        },
        Trespass("create_task", "parent", [.notFound]) { ["content": "x", "parent": .string($0.pending)] },
        Trespass("create_task", "goal", [.notFound]) { ["content": "x", "goal": .string($0.goal)] },
        Trespass("start_task", "task_id", [.notFound]) { ["task_id": .string($0.assigned), "agent_id": "worker"] },
        Trespass("get_task_status", "task_id", [.notFound]) { ["task_id": .string($0.pending)] },
        Trespass("route_task", "task_id", [.notFound]) { ["task_id": .string($0.pending)] },
        Trespass("assign_task", "task_id", [.notFound]) { ["task_id": .string($0.pending), "agent_id": "theirs"] },
        Trespass("get_task_why", "task_id", [.notFound]) { ["task_id": .string($0.pending)] },
        Trespass("update_task", "task_id", [.notFound]) { ["task_id": .string($0.pending), "title": "mine"] },
        Trespass("update_task", "add_dependencies", [.dependencyUnknown, .notFound]) {
            ["task_id": .string($0.pending), "add_dependencies": [.string($0.failed)]]
        },
        Trespass("update_task", "remove_dependencies", [.notFound]) {
            ["task_id": .string($0.pending), "remove_dependencies": [.string($0.failed)]]
        },
        Trespass("retry_task", "task_id", [.notFound]) { ["task_id": .string($0.failed)] },
        Trespass("answer_task", "task_id", [.notFound]) { ["task_id": .string($0.waiting), "answer": "x"] },
        Trespass("add_note", "task_id", [.notFound]) { ["task_id": .string($0.pending), "note": "x"] },
        Trespass("create_goal", "parent", [.notFound]) { ["title": "x", "parent": .string($0.goal)] },
        Trespass("query_goals", "goal", [.notFound]) { ["goal": .string($0.goal)] },
        Trespass("query_goals", "parent", [.notFound]) { ["parent": .string($0.goal)] },
        Trespass("query_graph", "entity", [.notFound]) { ["entity": .string($0.pending)] },
        Trespass("query_graph", "to", [.notFound]) { ["entity": "skill:sql", "to": .string($0.goal)] },
        Trespass("query_graph", "add", [.notFound]) {
            ["add": [["from": "TOOL:rg", "relation": "USES", "to": .string($0.pending)]]]
        },
    ]

    /// Operations that take a lease: a foreign one is one that was never given here.
    static let leaseTakers = OperationCatalog.standard.declarations.filter { declaration in
        declaration.input.json["properties"]?["lease"] != nil
    }.map(\.name)

    @Test("an id of another project is not found", arguments: trespasses)
    func findsNothing(trespass: Trespass) async throws {
        try await World.open { world in
            let elsewhere = Desk.identity(project: "elsewhere")
            try await world.desk.call("register_agent", ["agent_id": "theirs"], as: elsewhere)
            let head = try await world.desk.head()
            let error = try await world.desk.refusal(trespass.operation, trespass.arguments(world), as: elsewhere)
            #expect(trespass.codes.contains(error.code), "\(error)")
            #expect(try await world.desk.head() == head)
        }
    }

    @Test("a lease of another project was never given", arguments: leaseTakers)
    func refusesLease(name: String) async throws {
        try await World.open { world in
            let elsewhere = Desk.identity(project: "elsewhere")
            let arguments = try #require(world.arguments(of: name))
            let error = try await world.desk.refusal(name, arguments, as: elsewhere)
            #expect(error.code == .leaseInvalid)
            #expect(try await world.desk.status(world.running, "concise")["status"] == "running")
        }
    }

    @Test("every argument that names something of a project is tried")
    func coversAll() {
        let tried = Set(Self.trespasses.map { "\($0.operation).\($0.argument)" })
        for declaration in OperationCatalog.standard.declarations where declaration.toolset != nil {
            let names = declaration.input.json["properties"]?.objectValue?.names ?? []
            for name in names where Self.idNames.contains(name) {
                let isFilter = declaration.name == "query_tasks" || declaration.name == "query_events"
                let isLease = name == "lease" || names.contains("lease")
                #expect(
                    isFilter || isLease || tried.contains("\(declaration.name).\(name)"),
                    "\(declaration.name).\(name)"
                )
            }
        }
    }

    @Test("lists, counts, searches and exports of another project are empty")
    func listsNothing() async throws {
        try await World.open { world in
            let elsewhere = Desk.identity(project: "elsewhere")
            let desk = world.desk
            for status in TaskStatus.allCases {
                let polled = try await desk.call("poll_tasks", ["status": .string(status.rawValue)], as: elsewhere)
                #expect(polled == [:])
            }
            let filters: [JSONObject] = [
                [:], ["parent": .string(world.pending)], ["goal": .string(world.goal)], ["label": "a"],
            ]
            for filter in filters {
                #expect(try await desk.call("query_tasks", filter, as: elsewhere)["tasks"] == [])
            }
            #expect(try await desk.call("query_tasks", ["count_only": true], as: elsewhere)["count"] == 0)
            #expect(try await desk.call("query_events", as: elsewhere)["events"] == [])
            #expect(
                try await desk.call("query_events", ["task_id": .string(world.pending)], as: elsewhere)["events"] == []
            )
            #expect(try await desk.call("search", ["text": "work"], as: elsewhere)["tasks"] == [])
            #expect(try await desk.call("export_page", as: elsewhere)["records"] == [])
            #expect(try await desk.call("get_agent_health", as: elsewhere)["total"] == 0)
            #expect(try await desk.call("query_goals", as: elsewhere)["goals"] == [])
            let cancelled = try await desk.call("cancel_task", ["task_ids": [.string(world.pending)]], as: elsewhere)
            #expect(cancelled["results"] == [["task_id": .string(world.pending), "result": "not_found"]])
            let several = try await desk.call("get_task_status", ["task_ids": [.string(world.pending)]], as: elsewhere)
            #expect(several["not_found"] == [.string(world.pending)])
            let routed = try await desk.call("route_task", ["task_ids": [.string(world.pending)]], as: elsewhere)
            #expect(routed["routes"]?[0]?["agent"] == .null)
            #expect(
                try await desk.refusal("get_agent_health", ["agent_id": "worker"], as: elsewhere).code == .agentUnknown
            )
        }
    }
}
