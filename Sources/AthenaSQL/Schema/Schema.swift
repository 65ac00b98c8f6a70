internal import AthenaCore

/// The shape of the database and how it comes about.
package enum Schema {
    /// Every step, in order.
    package static let migrations: [SchemaMigration] = [
        SchemaMigration(
            number: 1,
            name: "foundation",
            sqlite: [projectTables, taskTables, agentTables, eventTables, memoryTables, graphViews].flatMap { $0 }
        ),
        SchemaMigration(number: 2, name: "open children", sqlite: openChildren),
        SchemaMigration(
            number: 3,
            name: "blocks",
            sqlite: [blockTables, endedLeases, revivedTally].flatMap { $0 }
        ),
        SchemaMigration(number: 4, name: "names of imported goals", sqlite: goalNames),
        SchemaMigration(number: 5, name: "completed tasks", sqlite: completedTasks),
    ]

    /// The number of the newest step.
    package static var version: Int { migrations.last?.number ?? 0 }

    /// The number of the newest step that a database has been through; 0 for an empty one.
    package static func version(of connection: any SQLConnection) throws -> Int {
        try prepareLedger(connection)
        return try connection.first("SELECT COALESCE(MAX(number), 0) FROM schema_migrations") { Int($0.integer(0)) }
            ?? 0
    }

    /// Brings a database up to this build's schema; what it has been through already is left out.
    ///
    /// The caller holds a transaction, so that a step is there whole or not at all.
    /// - Throws: `unavailable` when the database was written by a newer Athena.
    package static func migrate(_ connection: any SQLConnection) throws {
        let present = try version(of: connection)
        guard present <= version else {
            throw AthenaError(
                .unavailable,
                "This database was written by a newer Athena (schema \(present); this one knows \(version)).",
                next: "Install that version or a later one, or open another database."
            )
        }
        for migration in migrations where migration.number > present {
            for statement in try migration.statements(for: connection.dialect) { try connection.run(statement, []) }
            try connection.run(
                "INSERT INTO schema_migrations(number, name) VALUES ($1, $2)",
                [.integer(Int64(migration.number)), .text(migration.name)]
            )
        }
    }

    private static func prepareLedger(_ connection: any SQLConnection) throws {
        try connection.run(
            "CREATE TABLE IF NOT EXISTS schema_migrations(number INTEGER PRIMARY KEY, name TEXT NOT NULL)",
            []
        )
    }
}
