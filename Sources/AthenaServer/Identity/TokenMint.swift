package import AthenaCore

/// Makes, lists and revokes the tokens of a database.
package struct TokenMint: Sendable {
    private let store: any Store
    private let time: any TimeSource
    private let entropy: @Sendable () -> UInt64
    private let onRevocation: @Sendable (String) -> Void

    /// Keeps tokens in `store`.
    ///
    /// - Parameters:
    ///   - entropy: 64 random bits a call; anything but a cryptographic source is for tests.
    ///   - onRevocation: hears of each revoked credential before `revoke` returns.
    package init(
        store: any Store,
        time: any TimeSource,
        entropy: @escaping @Sendable () -> UInt64 = TokenMint.systemEntropy,
        onRevocation: @escaping @Sendable (String) -> Void
    ) {
        self.store = store
        self.time = time
        self.entropy = entropy
        self.onRevocation = onRevocation
    }

    /// Random bits of the operating system.
    package static let systemEntropy: @Sendable () -> UInt64 = {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }

    /// Stores a new credential and answers its token, which cannot be had again.
    package func create(_ request: TokenRequest) async throws -> MintedToken {
        let token = AccessToken.random(entropy: entropy)
        let credential = Credential(
            id: token.key,
            name: request.name,
            secretHash: token.secretHash,
            agent: request.agent,
            project: request.project,
            scopes: request.scopes,
            createdAt: time.now().wall,
            expiresAt: request.expiresAt
        )
        try await store.write { tx in try tx.add(credential) }
        return MintedToken(credential: credential, text: token.text)
    }

    /// Every credential, revoked ones included, newest first.
    package func list() async throws -> [Credential] {
        try await store.read { tx in try tx.credentials() }
    }

    /// Ends a credential at once; false when there is none.
    package func revoke(_ key: String) async throws -> Bool {
        let now = time.now().wall
        let isKnown = try await store.write { tx in try tx.revokeCredential(key, at: now) }
        if isKnown { onRevocation(key) }
        return isKnown
    }

    /// Writes the first token of a database beside it, readable by its owner alone; nil when there are tokens already.
    package func createFirst(at path: String) async throws -> MintedToken? {
        guard try await list().isEmpty else { return nil }
        let minted = try await create(TokenRequest(name: "first", scopes: Scope.allCases))
        try PrivateFile.replace(path, with: minted.text + "\n")
        return minted
    }
}

/// What a new token is to be.
package struct TokenRequest: Sendable, Hashable {
    package let name: String
    package let agent: Agent.ID?
    package let project: String?
    package let scopes: [Scope]
    package let expiresAt: Int64?

    /// Describes a token; without an agent or a project it is bound to none.
    package init(
        name: String,
        agent: Agent.ID? = nil,
        project: String? = nil,
        scopes: [Scope],
        expiresAt: Int64? = nil
    ) {
        self.name = name
        self.agent = agent
        self.project = project
        self.scopes = scopes
        self.expiresAt = expiresAt
    }
}

/// A credential together with the text that proves it.
package struct MintedToken: Sendable {
    package let credential: Credential
    /// The token; shown once and stored nowhere.
    package let text: String
}
