package import AthenaCore
package import AthenaOperations

/// Who a connection or a request speaks for, as the transport established it, and what it is shown.
package struct Identity: Sendable, Hashable {
    /// Who calls.
    package let caller: CallIdentity
    /// The operations that it can see and call.
    package let shelf: OperationShelf

    /// Joins both.
    package init(caller: CallIdentity, shelf: OperationShelf) {
        self.caller = caller
        self.shelf = shelf
    }

    /// The stable name of the credential: `local`, or a token's public part.
    package var principal: String { caller.principal }

    /// The name of the principal that needs no token: the user that the server runs as, over its socket.
    package static let localPrincipal = "local"
}

/// What a connection or a request asks for beside its credential.
package struct IdentityWish: Sendable, Hashable {
    /// The agent to be bound to.
    package var agent: Agent.ID?
    /// The project to work in.
    package var project: String?
    /// The operations to be shown.
    package var shelf: OperationShelf?

    /// Asks for nothing.
    package init(agent: Agent.ID? = nil, project: String? = nil, shelf: OperationShelf? = nil) {
        self.agent = agent
        self.project = project
        self.shelf = shelf
    }
}

extension Identity {
    /// The owner of the server, who may do everything.
    ///
    /// - Throws: `invalid_argument` for a project that cannot be one.
    package static func local(_ wish: IdentityWish, defaultProject: String) throws(AthenaError) -> Identity {
        let caller = CallIdentity(
            principal: localPrincipal,
            agent: wish.agent,
            project: try checked(wish.project) ?? defaultProject,
            mayChooseProject: true,
            scopes: Set(Scope.allCases)
        )
        return Identity(caller: caller, shelf: wish.shelf ?? .standard)
    }

    /// The holder of a token, as far as the token allows what is asked for.
    ///
    /// - Throws: `not_permitted` when the token is bound to another agent or project.
    package static func token(
        _ credential: Credential,
        _ wish: IdentityWish,
        defaultProject: String
    ) throws(AthenaError) -> Identity {
        if let bound = credential.agent, let wished = wish.agent, bound != wished {
            throw refusal("agent \(bound)", next: "Leave the agent out, or use a token of \(wished).")
        }
        if let bound = credential.project, let wished = wish.project, !bound.utf8.elementsEqual(wished.utf8) {
            throw refusal("project \(bound)", next: "Leave the project out, or use a token of that project.")
        }
        let project = if let bound = credential.project { bound } else { try checked(wish.project) }
        let caller = CallIdentity(
            principal: credential.id,
            agent: credential.agent ?? wish.agent,
            project: project ?? defaultProject,
            mayChooseProject: credential.project == nil,
            scopes: credential.scopeSet
        )
        return Identity(caller: caller, shelf: wish.shelf ?? .standard)
    }

    /// A project that can be one; refused here, a typing mistake costs no call.
    private static func checked(_ project: String?) throws(AthenaError) -> String? {
        guard let project, !Project.isLegal(project) else { return project }
        throw .invalid(
            "The project name \(project.quotedForMessage) is not 1 to 64 characters of letters, digits and . _ -.",
            next: "Choose such a name, for example website."
        )
    }

    private static func refusal(_ what: String, next: String) -> AthenaError {
        AthenaError(.notPermitted, "This token is bound to \(what).", next: next)
    }
}
