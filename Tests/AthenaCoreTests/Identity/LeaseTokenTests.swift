import AthenaCore
import Testing

@Suite("Lease tokens")
struct LeaseTokenTests {
    let signer = LeaseSigner(secret: Array(repeating: 7, count: 32))
    let project = Project.ID(rawValue: 1)
    let task = AgentTask.ID(rawValue: 123)
    let agent = Agent.ID(rawValue: "claude-1")

    private var token: LeaseToken {
        signer.token(project: project, task: task, fence: 7, principal: "local", agent: agent)
    }

    @Test("a token names its task and fence, is short, and comes out the same each time")
    func form() throws {
        let text = token.description
        #expect(text.hasPrefix("t123.7."))
        #expect(text.utf8.count == "t123.7.".utf8.count + 11)
        #expect(try LeaseToken(parsing: text) == token)
        #expect(signer.token(project: project, task: task, fence: 7, principal: "local", agent: agent) == token)
    }

    @Test("it vouches only for the project, task, fence, principal and agent it was made for")
    func binding() {
        func vouches(
            _ token: LeaseToken,
            _ project: Int64 = 1,
            _ principal: String = "local",
            _ agent: String = "claude-1"
        )
            -> Bool
        {
            signer.vouches(
                for: token,
                project: Project.ID(rawValue: project),
                principal: principal,
                agent: Agent.ID(rawValue: agent)
            )
        }
        #expect(vouches(token))
        #expect(!vouches(token, 2))
        #expect(!vouches(token, 1, "loca"))
        #expect(!vouches(token, 1, "local", "claude-2"))
        #expect(!vouches(LeaseToken(task: AgentTask.ID(rawValue: 124), fence: 7, seal: token.seal)))
        #expect(!vouches(LeaseToken(task: task, fence: 8, seal: token.seal)))
        let other = LeaseSigner(secret: Array(repeating: 8, count: 32))
        #expect(!other.vouches(for: token, project: project, principal: "local", agent: agent))
    }

    @Test("principal and agent cannot be shifted into each other")
    func noAmbiguity() {
        let left = signer.token(project: project, task: task, fence: 1, principal: "ab", agent: Agent.ID(rawValue: "c"))
        let right = signer.token(
            project: project,
            task: task,
            fence: 1,
            principal: "a",
            agent: Agent.ID(rawValue: "bc")
        )
        #expect(left != right)
    }

    @Test(
        "anything that is not of the form is refused",
        arguments: [
            "", "t1", "t1.1", "t1.1.", "t1.1.short", "t0.1.AAAAAAAAAAA", "t1.0.AAAAAAAAAAA", "1.1.AAAAAAAAAAA",
            "t1.-1.AAAAAAAAAAA", "t1.1.AAAAAAAAAAA.x", "t99999999999999999999.1.AAAAAAAAAAA", "t1.01.AAAAAAAAAAA",
            "t1.1.AAAAAAAAAAé", "T1.1.AAAAAAAAAAA",
        ]
    )
    func malformed(_ text: String) {
        #expect(throws: AthenaError.self) { try LeaseToken(parsing: text) }
    }
}
