internal import AthenaCore
internal import AthenaSQL

/// Looks for damage; reads the whole file, so it is never done on opening.
enum SQLiteIntegrity {
    private static let mostFaults = 20

    /// What is wrong, each in one sentence.
    static func faults(in connection: SQLiteConnection, progress: (Int64, Int64) -> Void) throws -> [String] {
        let pages = try connection.all("PRAGMA integrity_check(20)") { $0.text(0) }
        guard pages == ["ok"] else { return pages.map { "Page check: \($0)." } }
        if let fault = try schemaFault(in: connection) { return [fault] }
        return try logFaults(in: connection, progress)
    }

    /// The version of the schema, read without making anything.
    private static func schemaFault(in connection: SQLiteConnection) throws -> String? {
        let ledger: SQLText = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'"
        guard try connection.first(ledger, [], { $0.integer(0) }) == 1 else {
            return "This is not a database of Athena."
        }
        let version = try connection.first("SELECT MAX(number) FROM schema_migrations") { Int($0.integer(0)) } ?? 0
        guard version > Schema.version else { return nil }
        return "It was written by a newer Athena (schema \(version); this one knows \(Schema.version))."
    }

    private static func logFaults(
        in connection: SQLiteConnection,
        _ progress: (Int64, Int64) -> Void
    ) throws -> [String] {
        let reader = SQLReader(connection: connection)
        let total = try connection.first("SELECT COUNT(*) FROM episodic_events") { $0.integer(0) } ?? 0
        var done: Int64 = 0
        var faults: [String] = []
        for project in try reader.projects() where faults.count < mostFaults {
            let verdict = try EventAudit.verify(project, over: reader) { checked in
                done += checked
                progress(done, total)
            }
            guard let fault = verdict.fault else { continue }
            faults.append("The event log of \(project.name) is broken at \(fault.sequence) (\(fault.what.rawValue)).")
        }
        return faults
    }
}
