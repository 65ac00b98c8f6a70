internal import AthenaCore
internal import AthenaJSON

/// Makes a token.
package struct TokenCreate: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "token_create",
        "Make an access token, perhaps bound to an agent or a project; it is shown once and stored as a hash only. "
            + "Default scopes: tasks:read, tasks:create, tasks:work.",
        scope: .agentsAdmin,
        toolset: nil,
        effect: .changes,
        input: [
            .required("name", .string(1...128)),
            .optional("agent_id", Schemas.agentID),
            .optional("bound_project", .string(1...64)),
            .optional("scopes", .array(of: .oneOf(Scope.allCases.map(\.rawValue)), 1...Scope.allCases.count)),
            .optional("expires_at", Schemas.time),
        ],
        output: .openObject([.required("id", .string()), .required("token", .string())])
    )

    /// What an agent needs that plans and works; more than that has to be asked for by name.
    private static let usual: Set<Scope> = [.tasksRead, .tasksCreate, .tasksWork]

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let identity = context.identity
        let named = arguments.texts("scopes").map { Set($0.compactMap(Scope.init(rawValue:))) }
        let wished = named ?? Self.usual.intersection(identity.scopes)
        var grant = TokenGrant(
            name: try arguments.requiredText("name"),
            scopes: Scope.allCases.filter(wished.contains)
        )
        grant.agent = try arguments.agent() ?? identity.agent
        grant.project = arguments.text("bound_project") ?? (identity.mayChooseProject ? nil : identity.project)
        grant.expiresAt = try arguments.time("expires_at")
        try Self.require(grant, within: identity)
        let (credential, token) = try await context.orchestrator.createToken(grant) {
            var generator = SystemRandomNumberGenerator()
            return generator.next()
        }
        var json = credential.json
        json["token"] = .string(token.text)
        return OperationAnswer(json)
    }

    /// Nobody hands on more than they have.
    private static func require(_ grant: TokenGrant, within identity: CallIdentity) throws {
        if let project = grant.project, !Project.isLegal(project) {
            throw AthenaError.invalid("\(project.quotedForMessage) is not the name of a project.")
        }
        guard !grant.scopes.isEmpty else {
            throw AthenaError.invalid("This credential has none of the usual scopes.", next: "Name scopes it has.")
        }
        let extra = grant.scopes.filter { !identity.scopes.contains($0) }.map(\.rawValue)
        guard extra.isEmpty else { throw refusal("the scopes \(extra.joined(separator: ", "))") }
        if !identity.mayChooseProject, grant.project != identity.project { throw refusal("another project") }
        if let agent = identity.agent, grant.agent != agent { throw refusal("another agent") }
    }

    private static func refusal(_ what: String) -> AthenaError {
        AthenaError(
            .notPermitted,
            "This credential cannot give a token \(what), which it does not have itself.",
            next: "Ask for less, or use a credential that has it."
        )
    }
}

extension Credential {
    /// The credential without its hash.
    var json: JSONObject {
        var json: JSONObject = ["id": .string(id), "name": .string(name)]
        json["agent"] = agent.map { .string($0.rawValue) }
        json["project"] = project.map { .string($0) }
        json["scopes"] = .array(scopes.map { .string($0.rawValue) })
        json["created_at"] = .string(ISOTime.text(createdAt))
        json["expires_at"] = expiresAt.map { .string(ISOTime.text($0)) }
        json["revoked_at"] = revokedAt.map { .string(ISOTime.text($0)) }
        return json
    }
}
