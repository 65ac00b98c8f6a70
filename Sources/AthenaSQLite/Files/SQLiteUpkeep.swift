internal import AthenaCore
internal import AthenaSQL
internal import Foundation

/// What an operator does to a database that no server has open.
///
/// These calls block while they work through the file; run them on a thread of their own.
package enum SQLiteUpkeep {
    /// The way of a database to this build's schema.
    package struct MigrationPlan: Sendable {
        /// The schema it has now; 0 for an empty file.
        package let present: Int
        /// The schema of this build.
        package let newest: Int
        /// The steps that are missing, in order.
        package let steps: [(number: Int, name: String)]
    }

    /// Reads which steps a database has been through, and changes nothing.
    ///
    /// - Throws: `unavailable` when the database was written by a newer Athena, `invalid_argument` for another file.
    package static func migrationPlan(for path: String) throws -> MigrationPlan {
        do {
            let database = try DatabaseHandle.reading(path, cacheKiB: 1_000)
            defer { database.close() }
            let present = try database.alone { try presentSchema($0) }
            guard let present else {
                throw AthenaError.invalid("\(path.quotedForMessage) is not a database of Athena.")
            }
            guard present <= Schema.version else {
                throw AthenaError(
                    .unavailable,
                    "A newer Athena wrote this database (schema \(present); this one knows \(Schema.version)).",
                    next: "Install that version or a later one."
                )
            }
            let missing = Schema.migrations.filter { $0.number > present }.map { (number: $0.number, name: $0.name) }
            return MigrationPlan(present: present, newest: Schema.version, steps: missing)
        } catch {
            throw AthenaError.told(error)
        }
    }

    /// Writes the file anew without empty pages, under the database's lock.
    ///
    /// - Returns: its size in bytes before and after.
    package static func vacuum(_ path: String) throws -> (before: Int64, after: Int64) {
        _ = try migrationPlan(for: path)
        let lock = try DatabaseLock(database: path)
        defer { lock.release() }
        let before = size(of: path)
        do {
            let database = try DatabaseHandle.writing(path, SQLiteOptions())
            defer { database.close() }
            _ = try database.alone { connection in
                try connection.run("VACUUM", [])
                _ = try connection.all("PRAGMA wal_checkpoint(TRUNCATE)") { $0.integer(0) }
            }
        } catch {
            throw AthenaError.told(error)
        }
        return (before, size(of: path))
    }

    /// The newest step that a file has been through; nil for one that has tables but is not Athena's.
    private static func presentSchema(_ connection: SQLiteConnection) throws -> Int? {
        let ledger: SQLText = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'"
        guard try connection.first(ledger, [], { $0.integer(0) }) == 1 else {
            return try connection.first("SELECT COUNT(*) FROM sqlite_schema", [], { $0.integer(0) }) == 0 ? 0 : nil
        }
        return try connection.first("SELECT MAX(number) FROM schema_migrations") { Int($0.integer(0)) } ?? 0
    }

    private static func size(of path: String) -> Int64 {
        // A file that cannot be asked for its size is counted as empty; only the report says so.
        let facts = try? FileManager.default.attributesOfItem(atPath: path)
        return (facts?[.size] as? NSNumber)?.int64Value ?? 0
    }
}
