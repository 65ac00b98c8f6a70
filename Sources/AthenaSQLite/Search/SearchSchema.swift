internal import AthenaCore
internal import Foundation
internal import GRDB

/// The tables of the search index: the texts once, and FTS5 over them as external content.
enum SearchSchema {
    /// Raised whenever the tables or the tokenizer change; an index of another version is made anew.
    private static let version = 2

    /// Makes the tables, dropping those of another version.
    ///
    /// - Returns: the version whose tables were dropped, or nil.
    static func prepare(_ db: Database) throws -> Int? {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard found != version else { return nil }
        for table in ["texts", "documents", "marks"] { try db.execute(sql: "DROP TABLE IF EXISTS " + table) }
        try db.execute(
            sql: """
                CREATE TABLE documents(id INTEGER PRIMARY KEY, project INTEGER NOT NULL, title TEXT NOT NULL,
                  content TEXT NOT NULL, outcome TEXT NOT NULL, notes TEXT NOT NULL) STRICT;
                CREATE INDEX documents_project ON documents(project);
                CREATE TABLE marks(project INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, hash BLOB NOT NULL,
                  rebuilt_through INTEGER, revision INTEGER NOT NULL) STRICT;
                CREATE VIRTUAL TABLE texts USING fts5(title, content, outcome, notes, content='documents',
                  content_rowid='id', tokenize='unicode61 remove_diacritics 2');
                """
        )
        try db.execute(sql: "PRAGMA user_version = \(version)")
        return found == 0 ? nil : found
    }

    /// Stores a document in place of the older one of the same task; one that says the same is left alone.
    ///
    /// What is stored is looked at first: a statement that removes nothing would still make FTS5 write out what it has
    /// gathered, once for each document instead of once for each transaction.
    static func put(_ document: SearchDocument, of project: Project.ID, in db: Database) throws {
        if let isSame = try isStored(document, of: project, in: db) {
            guard !isSame else { return }
            try remove(document.task, from: db)
        }
        try db.cachedStatement(
            sql: "INSERT INTO documents(id, project, title, content, outcome, notes) VALUES (?, ?, ?, ?, ?, ?)"
        ).execute(
            arguments: [
                document.task.rawValue, project.rawValue, document.title, document.content, document.outcome,
                document.notes,
            ]
        )
        try db.cachedStatement(
            sql: "INSERT INTO texts(rowid, title, content, outcome, notes) VALUES (?, ?, ?, ?, ?)"
        ).execute(
            arguments: [document.task.rawValue, document.title, document.content, document.outcome, document.notes]
        )
    }

    /// Whether the document of a task is this one, byte for byte, which only the database can tell: Swift takes two
    /// spellings of a character for one. Nil where the task has none.
    private static func isStored(
        _ document: SearchDocument,
        of project: Project.ID,
        in db: Database
    ) throws -> Bool? {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT project = ? AND title = ? AND content = ? AND outcome = ? AND notes = ?
                      FROM documents WHERE id = ?
                    """
            ),
            arguments: [
                project.rawValue, document.title, document.content, document.outcome, document.notes,
                document.task.rawValue,
            ]
        )
    }

    /// Removes a document that is there; FTS5 has to be told the texts that it indexed.
    private static func remove(_ task: AgentTask.ID, from db: Database) throws {
        let former = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT id, title, content, outcome, notes FROM documents WHERE id = ?"),
            arguments: [task.rawValue]
        )
        guard let former else { return }
        try db.cachedStatement(
            sql: "INSERT INTO texts(texts, rowid, title, content, outcome, notes) VALUES ('delete', ?, ?, ?, ?, ?)"
        ).execute(arguments: StatementArguments(former.databaseValues))
        try db.cachedStatement(sql: "DELETE FROM documents WHERE id = ?").execute(arguments: [task.rawValue])
    }

    /// Removes every document of a project.
    static func removeAll(of project: Project.ID, from db: Database) throws {
        let ids = try Int64.fetchAll(
            db,
            sql: "SELECT id FROM documents WHERE project = ?",
            arguments: [project.rawValue]
        )
        for id in ids { try remove(AgentTask.ID(rawValue: id), from: db) }
    }

    /// Stores where the index of a project stands, under the next revision.
    static func set(_ mark: SearchMark, of project: Project.ID, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO marks(project, sequence, hash, rebuilt_through, revision) VALUES (?, ?, ?, ?, ?)
                  ON CONFLICT(project) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash,
                  rebuilt_through = excluded.rebuilt_through, revision = excluded.revision
                """,
            arguments: [
                project.rawValue, mark.sequence, Data(mark.hash), mark.rebuiltThrough?.rawValue, mark.revision + 1,
            ]
        )
    }
}
