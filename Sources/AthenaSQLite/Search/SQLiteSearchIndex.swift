package import AthenaCore
internal import Foundation
internal import GRDB

/// Full-text search in a file of its own beside the database.
///
/// Nothing in it is the truth: it is made anew when it is lost, damaged or of another version, and it may lose its last
/// changes at a power cut, after which it simply reads them again.
package final class SQLiteSearchIndex: SearchIndex {
    /// Where the file is.
    package let path: String

    private let database: DatabaseQueue

    /// Opens the index of the database at `database`, making it anew when it cannot be used.
    ///
    /// - Parameter report: told when it was made anew, and why.
    package static func open(
        besides database: String,
        report: @Sendable (SearchIncident) -> Void = { _ in }
    ) throws -> SQLiteSearchIndex {
        let path = database + ".search.sqlite"
        do {
            return try SQLiteSearchIndex(path: path, report: report)
        } catch let error as DatabaseError where Self.isUseless(error) {
            for companion in ["", "-wal", "-shm"] { try DatabaseFile.remove(path + companion) }
            let index = try SQLiteSearchIndex(path: path, report: report)
            report(.madeAnew(error.message ?? "it could not be read"))
            return index
        }
    }

    private init(path: String, report: (SearchIncident) -> Void) throws {
        self.path = path
        try DatabaseFile.prepare(path)
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA secure_delete = OFF")
        }
        database = try DatabaseQueue(path: path, configuration: configuration)
        if let former = try database.write({ db in try SearchSchema.prepare(db) }) {
            report(.madeAnew("it was of version \(former)"))
        }
    }

    private static func isUseless(_ error: DatabaseError) -> Bool {
        error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB
    }

    /// Closes the file.
    package func close() throws { try database.close() }

    package func mark(of project: Project.ID) async throws -> SearchMark? {
        try await database.read { db in
            let row = try Row.fetchOne(
                db,
                sql: "SELECT sequence, hash, rebuilt_through, revision FROM marks WHERE project = ?",
                arguments: [project.rawValue]
            )
            return row.map { row in
                let hash: Data = row[1]
                let through: Int64? = row[2]
                return SearchMark(
                    sequence: row[0],
                    hash: Array(hash),
                    rebuiltThrough: through.map(AgentTask.ID.init(rawValue:)),
                    revision: row[3]
                )
            }
        }
    }

    package func put(_ part: SearchPart, of project: Project.ID) async throws -> Bool {
        try await database.write { db in
            let revision = try Int64.fetchOne(
                db,
                sql: "SELECT revision FROM marks WHERE project = ?",
                arguments: [project.rawValue]
            )
            guard revision ?? 0 == part.mark.revision else { return false }
            if part.startsAnew { try SearchSchema.removeAll(of: project, from: db) }
            for document in part.documents { try SearchSchema.put(document, of: project, in: db) }
            try SearchSchema.set(part.mark, of: project, in: db)
            return true
        }
    }

    package func find(_ query: SearchQuery) async throws -> [SearchHit] {
        try await database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, rank FROM (
                      SELECT d.id AS id, bm25(texts, 8.0, 4.0, 2.0, 1.0) AS rank FROM texts JOIN documents d ON d.id = texts.rowid
                        WHERE texts MATCH ? AND d.project = ?)
                      WHERE (rank, id) > (?, ?) ORDER BY rank, id LIMIT ?
                    """,
                arguments: [
                    Self.expression(query.terms), query.project.rawValue,
                    query.after?.rank ?? -Double.greatestFiniteMagnitude,
                    query.after?.task.rawValue ?? 0, query.limit,
                ]
            ).map { SearchHit(task: AgentTask.ID(rawValue: $0[0]), rank: $0[1]) }
        }
    }

    /// Every word in quotes, so that nothing in it is syntax; the last one is a beginning.
    private static func expression(_ terms: [String]) -> String {
        let quoted = terms.map { term in
            "\"" + term.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }
        return quoted.joined(separator: " ") + "*"
    }
}
