extension Schema {
    /// What belongs to the whole database.
    static let projectTables: [SQLText] = [
        "CREATE TABLE projects(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
        "CREATE TABLE settings(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
        """
        CREATE TABLE credentials(
          id TEXT PRIMARY KEY,
          name TEXT NOT NULL,
          secret_hash TEXT NOT NULL,
          agent TEXT,
          project TEXT,
          scopes TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          expires_at INTEGER,
          revoked_at INTEGER
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE idempotency(
          project INTEGER NOT NULL,
          principal TEXT NOT NULL,
          operation TEXT NOT NULL,
          idempotency_key TEXT NOT NULL,
          digest TEXT NOT NULL,
          answer TEXT NOT NULL,
          at INTEGER NOT NULL,
          PRIMARY KEY(project, principal, operation, idempotency_key)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX idempotency_at ON idempotency(at)",
    ]
}
