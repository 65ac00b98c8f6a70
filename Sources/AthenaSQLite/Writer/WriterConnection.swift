internal import AthenaCore
internal import AthenaSQL

/// The one connection that writes, with everything that is known of its state.
///
/// Confined to the writer's thread.
final class WriterConnection {
    let database: DatabaseHandle
    let sql: SQLWriter

    /// Opens the file and brings its schema up to date.
    init(_ shared: BatchWriter.Shared) throws {
        let database = try DatabaseHandle.writing(shared.path, shared.options)
        self.database = database
        sql = SQLWriter(connection: database.sql, bulletin: shared.bulletin)
        do {
            try transact { try Schema.migrate(database.sql) }
        } catch {
            database.close()
            throw error
        }
    }

    /// Opens the file again after a failed commit, and proves that it can be written.
    ///
    /// The write is more than a proof: a commit whose flush failed may have left its pages whole in the log, where a
    /// crash would bring them to life. The new commit takes their place, and once it is flushed they are gone for good.
    static func recovering(_ shared: BatchWriter.Shared) throws -> WriterConnection {
        let connection = try WriterConnection(shared)
        do {
            try connection.transact {
                let transaction = connection.sql.begin()
                let count = try transaction.setting(recoveries).flatMap { Int($0) } ?? 0
                try transaction.setSetting(recoveries, to: String(count &+ 1))
                try connection.sql.flush()
            }
            return connection
        } catch {
            connection.database.close()
            throw error
        }
    }

    /// Runs an operation in the open transaction.
    ///
    /// - Returns: an error if the transaction is spoiled by it: it had written, or SQLite has given the transaction up.
    func run(_ item: any PendingWork<any WriteTransaction>) -> SQLError? {
        let before = sql.writesSoFar
        guard let error = item.run(in: sql.begin()) else { return nil }
        guard sql.writesSoFar != before || !database.sql.isInTransaction else { return nil }
        return error as? SQLError ?? SQLError(kind: .other, code: 0, message: String(describing: error))
    }

    private static let recoveries = "storage.recoveries"

    /// Runs `body` in a transaction of its own.
    private func transact(_ body: () throws -> Void) throws {
        var thrown: (any Error)?
        let failure = database.write {
            do {
                try body()
                return true
            } catch {
                thrown = error
                return false
            }
        } rolledBack: {
            sql.forget()
        }
        if let thrown { throw thrown }
        if let failure { throw failure }
        _ = sql.takeAfterCommit()
    }
}
