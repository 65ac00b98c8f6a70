package import AthenaCore

extension SQLReading {
    package func project(named name: String) throws -> Project? {
        try connection.first("SELECT id, name FROM projects WHERE name = $1", [.text(name)], Project.init)
    }

    package func projects() throws -> [Project] {
        try connection.all("SELECT id, name FROM projects ORDER BY name", [], Project.init)
    }

    package func setting(_ name: String) throws -> String? {
        try connection.first("SELECT value FROM settings WHERE name = $1", [.text(name)]) { $0.text(0) }
    }

    package func credential(_ id: String) throws -> Credential? {
        try connection.first(
            CredentialStatements.select + " WHERE id = $1",
            [.text(id)],
            Credential.init
        )
    }

    package func credentials() throws -> [Credential] {
        try connection.all(CredentialStatements.select + " ORDER BY created_at DESC, id", [], Credential.init)
    }
}

private enum CredentialStatements {
    static let select: SQLText = """
        SELECT id, name, secret_hash, agent, project, scopes, created_at, expires_at, revoked_at FROM credentials
        """
}

extension Project {
    /// Reads a number and a name.
    fileprivate init(_ row: any SQLRow) {
        self.init(id: Project.ID(rawValue: row.integer(0)), name: row.text(1))
    }
}

extension Credential {
    /// Reads the columns of `CredentialStatements.select`.
    fileprivate init(_ row: any SQLRow) throws {
        self.init(
            id: row.text(0),
            name: row.text(1),
            secretHash: row.text(2),
            agent: row.optionalText(3).map(Agent.ID.init(rawValue:)),
            project: row.optionalText(4),
            scopes: try row.text(5).split(separator: " ").map { try StoredValue.word(String($0), as: Scope.self) },
            createdAt: row.integer(6),
            expiresAt: row.optionalInteger(7),
            revokedAt: row.optionalInteger(8)
        )
    }
}
