/// A bearer token as the database knows it: who it is for, and a hash of its secret.
package struct Credential: Sendable, Hashable {
    /// The public part, by which it is found and listed.
    package let id: String
    /// What a person calls it.
    package let name: String
    /// SHA-256 of the secret part, hexadecimal; the secret itself is stored nowhere.
    package let secretHash: String
    /// The agent it is bound to.
    package let agent: Agent.ID?
    /// The one project it opens; nil for all.
    package let project: String?
    package let scopes: [Scope]
    /// The same scopes as a set, made once and not for each call of a credential that is kept.
    package let scopeSet: Set<Scope>
    package let createdAt: Int64
    package let expiresAt: Int64?
    package let revokedAt: Int64?

    /// Describes a credential.
    package init(
        id: String,
        name: String,
        secretHash: String,
        agent: Agent.ID?,
        project: String?,
        scopes: [Scope],
        createdAt: Int64,
        expiresAt: Int64? = nil,
        revokedAt: Int64? = nil
    ) {
        self.id = id
        self.name = name
        self.secretHash = secretHash
        self.agent = agent
        self.project = project
        self.scopes = scopes
        scopeSet = Set(scopes)
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }
}

/// What a credential may do.
package enum Scope: String, Sendable, CaseIterable {
    case tasksRead = "tasks:read"
    case tasksCreate = "tasks:create"
    case tasksWork = "tasks:work"
    case tasksAdmin = "tasks:admin"
    case agentsAdmin = "agents:admin"
    case auditRead = "audit:read"
}
