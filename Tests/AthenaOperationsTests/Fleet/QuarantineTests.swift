import AthenaCore
import AthenaJSON
import AthenaOperations
import AthenaSQLite
import AthenaTestKit
import Testing

@Suite("A quarantined agent")
struct QuarantineTests {
    private let bound = Desk.identity("token", agent: "a1")

    private func quarantine(_ desk: Desk, _ status: JSON = "quarantined") async throws {
        try await desk.call("set_agent_status", ["agent_id": "a1", "status": status])
    }

    static let calls: [(String, JSONObject)] = [
        ("create_task", ["content": "more"]), ("query_events", [:]), ("get_queue_metrics", [:]),
        ("register_agent", ["skills": ["root"]]), ("claim_task", [:]), ("list_projects", [:]),
        ("set_agent_status", ["agent_id": "a1", "status": "active"]), ("deregister_agent", ["agent_id": "a1"]),
    ]

    @Test("is refused whatever its credential asks for", arguments: calls)
    func isRefused(name: String, arguments: JSONObject) async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            try await desk.call("get_queue_metrics", as: bound)
            try await quarantine(desk)
            let head = try await desk.head()
            #expect(try await desk.refusal(name, arguments, as: bound).code == .agentInactive)
            #expect(try await desk.head() == head)
        }
    }

    @Test("is served again at once when an operator lifts it")
    func isLifted() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            try await quarantine(desk)
            #expect(try await desk.refusal("get_queue_metrics", as: bound).code == .agentInactive)
            try await quarantine(desk, "active")
            try await desk.call("create_task", ["content": "work"], as: bound)
        }
    }

    @Test("cannot be registered anew by somebody who acts for it")
    func staysAsItIs() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            try await quarantine(desk)
            let refusal = try await desk.refusal("register_agent", ["agent_id": "a1", "skills": ["root"]])
            #expect(refusal.code == .agentInactive)
            #expect(try await desk.health(of: "a1")["skills"] == [:])
        }
    }

    @Test("is one in its project only")
    func isOfOneProject() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            try await quarantine(desk)
            try await desk.call("create_task", ["content": "work", "project": "other"], as: bound)
        }
    }

    @Test("elsewhere is noticed within a second")
    func isNoticed() async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            try await desk.call("get_queue_metrics", as: bound)
            let project = try await desk.orchestrator.project(named: "default").id
            try await desk.store.write { tx in
                guard var agent = try tx.agent(Agent.ID(rawValue: "a1"), in: project) else { return }
                agent.status = .quarantined
                try tx.save(agent)
            }
            desk.time.pass(milliseconds: 1_000)
            #expect(try await desk.refusal("get_queue_metrics", as: bound).code == .agentInactive)
        }
    }

    @Test("has no credential that counts, in whichever of its projects it is", arguments: ["default", nil])
    func losesItsCredential(project: String?) async throws {
        try await Desk.open { desk in
            try await desk.register("a1")
            var grant = TokenGrant(name: "a1", scopes: Scope.allCases)
            grant.agent = Agent.ID(rawValue: "a1")
            grant.project = project
            let key = try await desk.orchestrator.createToken(grant, entropy: { 7 }).token.key
            #expect(try await desk.orchestrator.credential(key) != nil)
            try await quarantine(desk)
            #expect(try await desk.orchestrator.credential(key) == nil)
            try await quarantine(desk, "paused")
            #expect(try await desk.orchestrator.credential(key) != nil)
        }
    }
}
