/// What a new token is to be, and what whoever makes it may do.
package struct TokenGrant: Sendable, Hashable {
    package var name: String
    /// The one agent it may act for.
    package var agent: Agent.ID?
    /// The one project it opens.
    package var project: String?
    package var scopes: [Scope]
    package var expiresAt: Int64?

    /// A token of this name that may do this.
    package init(name: String, scopes: [Scope]) {
        self.name = name
        self.scopes = scopes
    }
}

extension Orchestrator {
    /// Stores a new credential.
    ///
    /// - Parameter entropy: 64 random bits a call; anything but a cryptographic source is for tests.
    /// - Returns: the credential, and the token that proves it, which cannot be had again.
    /// - Throws: `invalid_argument` for an end that has passed.
    package func createToken(
        _ grant: TokenGrant,
        entropy: @Sendable () -> UInt64
    ) async throws -> (credential: Credential, token: AccessToken) {
        let now = time.now().wall
        if let expiresAt = grant.expiresAt, expiresAt <= now {
            throw AthenaError.invalid("expires_at has passed.", next: "Name a time in the future.")
        }
        let token = AccessToken.random(entropy: entropy)
        let credential = Credential(
            id: token.key,
            name: grant.name,
            secretHash: token.secretHash,
            agent: grant.agent,
            project: grant.project,
            scopes: grant.scopes,
            createdAt: now,
            expiresAt: grant.expiresAt
        )
        try await store.write { tx in try tx.add(credential) }
        return (credential, token)
    }

    /// Every credential, revoked ones included, newest first; those of one project only when it is named.
    package func tokens(of project: String?) async throws -> [Credential] {
        let all = try await store.read { tx in try tx.credentials() }
        guard let project else { return all }
        return all.filter { $0.project.map { $0.utf8.elementsEqual(project.utf8) } ?? false }
    }

    /// Ends a credential; repeatable.
    ///
    /// - Parameter project: where only credentials of this project may be ended.
    /// - Throws: `not_found`.
    package func revokeToken(_ id: String, of project: String?) async throws {
        let now = time.now().wall
        try await store.write { tx in
            let known = try tx.credential(id)
            let isReachable = project == nil || known?.project?.utf8.elementsEqual((project ?? "").utf8) == true
            guard let known, isReachable else {
                throw AthenaError.notFound("token \(id.quotedForMessage)", next: "List the tokens there are.")
            }
            guard known.revokedAt == nil else { return }
            _ = try tx.revokeCredential(id, at: now)
        }
        revocations.ring(for: id)
    }
}
