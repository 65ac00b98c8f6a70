internal import AthenaCore

/// One operation's view of the batch: it reads what was written before it and writes through the writer.
///
/// Confined to the writer's thread.
package struct SQLTransaction: SQLReading, WriteTransaction {
    let writer: SQLWriter

    package var connection: any SQLConnection { writer.connection }
    package var names: NameBook { writer.names }
    /// What is posted is what the last commit left, not what this batch has made of it.
    package var bulletin: LaneBulletin? { nil }

    /// The plain reading, for methods that first have to bring the tables up to date.
    var reader: SQLReader { SQLReader(connection: writer.connection, names: writer.names) }

    package func afterCommit(_ action: @escaping @Sendable () -> Void) { writer.keep(afterCommit: action) }

    package func afterRollback(_ action: @escaping @Sendable () -> Void) { writer.keep(afterRollback: action) }
}
