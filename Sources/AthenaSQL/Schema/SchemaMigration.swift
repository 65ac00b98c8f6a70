package import AthenaCore

/// One step of the schema; steps are numbered, only go forward, and are never changed once they were released.
package struct SchemaMigration: Sendable {
    /// Its place in the order of steps, from 1.
    package let number: Int
    /// What it brings, in a few words.
    package let name: String
    private let sqlite: [SQLText]

    /// Describes a step by its statements for SQLite.
    init(number: Int, name: String, sqlite: [SQLText]) {
        self.number = number
        self.name = name
        self.sqlite = sqlite
    }

    /// The statements that carry the step out.
    ///
    /// - Throws: `unavailable` for a database whose schema this build does not have.
    package func statements(for dialect: Dialect) throws(AthenaError) -> [SQLText] {
        switch dialect {
        case .sqlite: sqlite
        case .postgres:
            throw AthenaError(
                .unavailable,
                "This build of Athena has no schema for PostgreSQL.",
                next: "Use a SQLite database, or a build with PostgreSQL."
            )
        }
    }
}
