import AthenaCore
import AthenaOperations
import AthenaServer
import Testing

@Suite("Who a connection speaks for")
struct IdentityTests {
    func credential(agent: String? = nil, project: String? = nil) throws -> Credential {
        Credential(
            id: "key",
            name: "test",
            secretHash: "",
            agent: try agent.map { try Agent.ID(checking: $0) },
            project: project,
            scopes: [.tasksRead, .tasksWork],
            createdAt: 0
        )
    }

    @Test("the owner of the server may do everything, everywhere, as anybody")
    func localIsUnbound() throws {
        let identity = try Identity.local(IdentityWish(), defaultProject: "home")
        #expect(identity.principal == "local")
        #expect(identity.caller.agent == nil)
        #expect(identity.caller.project == "home")
        #expect(identity.caller.mayChooseProject)
        #expect(identity.caller.scopes == Set(Scope.allCases))
        #expect(identity.shelf == .standard)
    }

    @Test("the owner may bind a connection")
    func localMayBind() throws {
        let wish = IdentityWish(agent: try Agent.ID(checking: "a1"), project: "site", shelf: .tools(.worker))
        let identity = try Identity.local(wish, defaultProject: "home")
        #expect(identity.caller.agent?.rawValue == "a1")
        #expect(identity.caller.project == "site")
        #expect(identity.shelf == .tools(.worker))
    }

    @Test(
        "a project that cannot be one is refused at the door",
        arguments: ["", "a b", "ä", String(repeating: "a", count: 65)]
    )
    func refusesBadProjects(name: String) {
        #expect(throws: AthenaError.self) { try Identity.local(IdentityWish(project: name), defaultProject: "home") }
    }

    @Test("a token keeps its own agent and project, whatever is asked for")
    func tokenIsBound() throws {
        let bound = try credential(agent: "a1", project: "site")
        let identity = try Identity.token(bound, IdentityWish(), defaultProject: "home")
        #expect(identity.caller.agent?.rawValue == "a1")
        #expect(identity.caller.project == "site")
        #expect(!identity.caller.mayChooseProject)
        #expect(identity.caller.scopes == [.tasksRead, .tasksWork])
        for wish in [IdentityWish(agent: try Agent.ID(checking: "a2")), IdentityWish(project: "other")] {
            #expect(throws: AthenaError.self) { try Identity.token(bound, wish, defaultProject: "home") }
        }
    }

    @Test("a token that is not bound takes what is asked for")
    func tokenMayChoose() throws {
        let wish = IdentityWish(agent: try Agent.ID(checking: "a2"), project: "other")
        let identity = try Identity.token(try credential(), wish, defaultProject: "home")
        #expect(identity.caller.agent?.rawValue == "a2")
        #expect(identity.caller.project == "other")
        #expect(identity.caller.mayChooseProject)
    }

    @Test("a shelf is read from its own word alone", arguments: ["worker", "standard", "full", "cli"])
    func shelvesHaveWords(word: String) throws {
        #expect(try OperationShelf(checking: word).word == word)
        #expect(throws: AthenaError.self) { try OperationShelf(checking: word + " ") }
    }
}
