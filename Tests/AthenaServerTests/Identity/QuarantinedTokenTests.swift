import AthenaCore
import AthenaJSON
import AthenaOperations
import AthenaServer
import Testing

@Suite("The token of a quarantined agent")
struct QuarantinedTokenTests {
    private let agent = Agent.ID(rawValue: "a1")

    /// A server, its use cases as an operator uses them, and a token that is bound to an agent.
    private func withServer(
        _ operations: [any Operation],
        _ body: @Sendable (TestServer, Orchestrator, AthenaCore.Caller, String) async throws -> Void
    ) async throws {
        var options = TestServer.Options()
        options.speaksHTTP = true
        options.operations = operations
        try await TestServer.with(options) { [agent] server in
            let use = try await server.run.database.orchestrator
            let caller = AthenaCore.Caller(principal: "local", project: try await use.project(named: "default"))
            _ = try await use.register(Registration(agent: agent, skills: []), as: caller)
            var grant = TokenGrant(name: "a1", scopes: [.tasksRead])
            grant.agent = agent
            grant.project = "default"
            let token = try await use.createToken(grant, entropy: Entropy.system).token.text
            try await body(server, use, caller, token)
        }
    }

    @Test("opens nothing, neither over HTTP nor over the socket, until the quarantine is lifted")
    func opensNothing() async throws {
        try await withServer([EchoOperation()]) { [agent] server, use, caller, token in
            _ = try await use.setStatus(.quarantined, of: agent, as: caller)
            let request = HTTPText(calling: "echo", on: server, token: token)
            #expect(try await request.answer(from: server)?.status == 401)
            await #expect(throws: AthenaError.self) {
                _ = try await SocketClient.connecting(Connector(server, token: token))
            }
            _ = try await use.setStatus(.active, of: agent, as: caller)
            #expect(try await request.answer(from: server)?.status == 200)
        }
    }

    @Test("loses the call that it has open")
    func losesItsStream() async throws {
        let probe = ProbeOperation()
        try await withServer([probe]) { [agent] server, use, caller, token in
            let call = Task {
                try await HTTPText(calling: "probe", on: server, token: token, waiting: 45).answer(from: server)
            }
            await probe.begun.wait()
            _ = try await use.setStatus(.quarantined, of: agent, as: caller)
            await probe.cancelled.wait()
            #expect(try await call.value?.json == nil)
        }
    }
}
