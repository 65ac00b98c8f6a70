package import AthenaCore

extension SQLTransaction {
    package func ensureProject(named name: String) throws -> Project {
        if let known = try project(named: name) { return known }
        try writer.write("INSERT INTO projects(name) VALUES ($1)", [.text(name)])
        guard let stored = try project(named: name) else { throw StoredValue.unreadable("project") }
        return stored
    }

    package func setSetting(_ name: String, to value: String) throws {
        try writer.write(
            "INSERT INTO settings(name, value) VALUES ($1, $2) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
            [.text(name), .text(value)]
        )
    }

    package func add(_ credential: Credential) throws {
        try writer.write(
            """
            INSERT INTO credentials(id, name, secret_hash, agent, project, scopes, created_at, expires_at, revoked_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .text(credential.id), .text(credential.name), .text(credential.secretHash),
                .text(credential.agent?.rawValue), .text(credential.project),
                .text(credential.scopes.map(\.rawValue).joined(separator: " ")), .integer(credential.createdAt),
                .integer(credential.expiresAt), .integer(credential.revokedAt),
            ]
        )
    }

    package func revokeCredential(_ id: String, at wall: Int64) throws -> Bool {
        let changed = try writer.write(
            "UPDATE credentials SET revoked_at = COALESCE(revoked_at, $2) WHERE id = $1",
            [.text(id), .integer(wall)]
        )
        return changed == 1
    }

    package func remembered(_ key: IdempotencyKey) throws -> RememberedAnswer? {
        try connection.first(
            """
            SELECT digest, answer FROM idempotency
              WHERE project = $1 AND principal = $2 AND operation = $3 AND idempotency_key = $4
            """,
            key.values
        ) { RememberedAnswer(digest: $0.text(0), answer: $0.text(1)) }
    }

    package func remember(_ answer: RememberedAnswer, under key: IdempotencyKey, at wall: Int64) throws {
        try writer.write(
            """
            INSERT INTO idempotency(project, principal, operation, idempotency_key, digest, answer, at)
              VALUES ($1, $2, $3, $4, $5, $6, $7)
              ON CONFLICT(project, principal, operation, idempotency_key) DO UPDATE SET digest = excluded.digest,
              answer = excluded.answer, at = excluded.at
            """,
            key.values + [.text(answer.digest), .text(answer.answer), .integer(wall)]
        )
    }
}

extension IdempotencyKey {
    /// The parts of the key in the order of the table's.
    fileprivate var values: [SQLValue] {
        [.integer(project.rawValue), .text(principal), .text(operation), .text(key)]
    }
}
