import AthenaCore
import AthenaJSON
import AthenaOperations
import Testing

@Suite("What a credential must be allowed to do")
struct ScopeTests {
    /// Every operation with every scope.
    static let cells: [(name: String, scope: Scope)] = OperationCatalog.standard.declarations.flatMap { declaration in
        Scope.allCases.map { (declaration.name, $0) }
    }

    @Test("an operation opens with its scope and with no other", arguments: cells)
    func opens(name: String, scope: Scope) async throws {
        let needed = try #require(OperationCatalog.standard.declaration(named: name)).scope
        try await World.open { world in
            let arguments = try #require(world.arguments(of: name))
            let caller = Desk.identity(scopes: [scope])
            if scope == needed {
                do {
                    try await world.desk.call(name, arguments, as: caller)
                } catch let error as AthenaError {
                    // A token that may do nothing else cannot hand out more than it has.
                    #expect(error.code == .notPermitted && name == "token_create", "\(error)")
                }
            } else {
                let error = try await world.desk.refusal(name, arguments, as: caller)
                #expect(error.code == .notPermitted)
                #expect(error.details?["scope"] == .string(needed.rawValue))
            }
        }
    }

    @Test("an argument that raises what a call does raises the scope")
    func elevates() async throws {
        try await World.open { world in
            let reader = Desk.identity(scopes: [.tasksRead])
            let route: JSONObject = ["task_id": .string(world.pending)]
            try await world.desk.call("route_task", route, as: reader)
            var assigning = route
            assigning["assign"] = true
            #expect(try await world.desk.refusal("route_task", assigning, as: reader).code == .notPermitted)
            let addition: JSONObject = ["add": [["entity": "TOOL:rg"]]]
            #expect(try await world.desk.refusal("query_graph", addition, as: reader).code == .notPermitted)
            let creator = Desk.identity(scopes: [.tasksCreate])
            #expect(try await world.desk.call("query_graph", addition, as: creator)["added"] == 1)
        }
    }

    @Test("without any scope nothing opens", arguments: ToolConformanceTests.names)
    func opensNothing(name: String) async throws {
        try await Desk.open { desk in
            let error = try await desk.refusal(name, as: Desk.identity(scopes: []))
            #expect(error.code == .notPermitted)
        }
    }

    @Test("a credential of one project opens no other")
    func staysInProject() async throws {
        try await Desk.open { desk in
            let bound = Desk.identity(mayChooseProject: false)
            #expect(try await desk.refusal("poll_tasks", ["project": "theirs"], as: bound).code == .notPermitted)
            try await desk.call("poll_tasks", ["project": "default"], as: bound)
            _ = try await desk.call("create_task", ["content": "x", "project": "theirs"])
            #expect(try await desk.call("list_projects", as: bound)["projects"] == ["default"])
        }
    }

    @Test("a bound credential acts for its agent alone")
    func actsForItsAgent() async throws {
        try await Desk.open { desk in
            let bound = Desk.identity(agent: "a1")
            try await desk.call("register_agent", as: bound)
            let refused = try await desk.refusal("register_agent", ["agent_id": "a2"], as: bound)
            #expect(refused.code == .notPermitted)
            #expect(try await desk.refusal("claim_task", ["agent_id": "a2"], as: bound).code == .notPermitted)
        }
    }
}
