internal import AthenaCore

/// Everything that can be read, over a connection; the statements stand in extensions, one file a concept.
///
/// `SQLReader` reads a snapshot, `SQLTransaction` reads what it has written so far.
package protocol SQLReading {
    /// Where the statements run.
    var connection: any SQLConnection { get }
    /// What the numbers in rows stand for.
    var names: NameBook { get }
    /// Where the writer of the database posts the order of its lanes; nil where nobody does.
    var bulletin: LaneBulletin? { get }
}

extension SQLReading {
    /// Tasks in the order of the statement, whose columns are those of `TaskRow`.
    ///
    /// Rows are gathered first and named afterwards, so that no statement runs inside another.
    func tasks(_ sql: SQLText, _ arguments: [SQLValue]) throws -> [AgentTask] {
        try connection.all(sql, arguments) { try TaskRow($0) }.map { try $0.named(by: names) }
    }

    /// The tasks with these ids, in their order.
    func tasks(withIDs ids: [Int64]) throws -> [AgentTask] {
        try ids.compactMap { id in
            try connection.first(TaskStatements.byID, [.integer(id)]) { try TaskRow($0) }?.named(by: names)
        }
    }
}

/// Statements on `tasks` that more than one method needs.
enum TaskStatements {
    /// One row by its id.
    static let byID: SQLText = "SELECT " + TaskRow.columns + " FROM tasks WHERE id = $1"
}
