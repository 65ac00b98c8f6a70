internal import AthenaSQL
internal import GRDB

/// One open connection: GRDB opens it and holds its transactions, the rows go through the C handle.
///
/// Confined to the thread that made it.
final class DatabaseHandle {
    let sql: SQLiteConnection
    private let database: DatabaseQueue

    /// Opens a file for writing, makes it if it is not there, and sets everything that GRDB would set otherwise.
    static func writing(_ path: String, _ options: SQLiteOptions) throws(SQLError) -> DatabaseHandle {
        var configuration = standardConfiguration(cacheKiB: options.writerCacheKiB)
        configuration.journalMode = .wal
        let handle = try DatabaseHandle(path, configuration)
        // GRDB sets NORMAL when it turns the write-ahead log on, so this has to come after it.
        switch options.durability {
        case .full: try handle.sql.run("PRAGMA synchronous = FULL")
        case .normal: try handle.sql.run("PRAGMA synchronous = NORMAL")
        }
        if let limit = options.pageLimit { try handle.limit(pages: limit) }
        return handle
    }

    /// Opens a file for reading snapshots.
    static func reading(_ path: String, cacheKiB: Int) throws(SQLError) -> DatabaseHandle {
        var configuration = standardConfiguration(cacheKiB: cacheKiB)
        configuration.readonly = true
        return try DatabaseHandle(path, configuration)
    }

    private init(_ path: String, _ configuration: Configuration) throws(SQLError) {
        do {
            database = try DatabaseQueue(path: path, configuration: configuration)
            sql = try database.inDatabase { db in
                guard let handle = unsafe db.sqliteConnection else {
                    throw SQLError(kind: .other, code: 0, message: "the connection is closed")
                }
                return unsafe SQLiteConnection(borrowing: handle)
            }
        } catch {
            throw SQLError(error)
        }
    }

    /// Finalizes every statement and closes; it cannot be used any more.
    func close() {
        sql.close()
        // A handle that cannot be closed is of no more use either way.
        try? database.close()
    }

    /// Runs `body` in a write transaction; it is rolled back unless `body` says to commit.
    ///
    /// - Parameter rolledBack: runs after a rollback.
    /// - Returns: what went wrong with BEGIN or COMMIT, or nil.
    func write(_ body: () -> Bool, rolledBack: () -> Void) -> SQLError? {
        database.writeWithoutTransaction { db in
            do {
                try db.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
                if body() {
                    try db.cachedStatement(sql: "COMMIT").execute()
                    return nil
                }
                try db.rollback()
                rolledBack()
                return nil
            } catch {
                let failure = unsafe SQLError(error, on: db.sqliteConnection)
                // The failure that matters is known; a rollback has nothing to add to it.
                try? db.rollback()
                rolledBack()
                return failure
            }
        }
    }

    /// Runs `body` on a snapshot.
    func read(_ body: () -> Void) -> SQLError? {
        do {
            try database.read { _ in body() }
            return nil
        } catch {
            return SQLError(error)
        }
    }

    /// Runs `body` on the connection without a transaction, as checkpoints and VACUUM need it.
    func alone<Answer>(_ body: (SQLiteConnection) throws -> Answer) throws -> Answer {
        try database.writeWithoutTransaction { _ in try body(sql) }
    }

    private func limit(pages: Int) throws(SQLError) {
        do {
            try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") }
        } catch {
            throw SQLError(error)
        }
    }

    private static func standardConfiguration(cacheKiB: Int) -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            for pragma in [
                "wal_autocheckpoint = 0", "secure_delete = OFF", "mmap_size = 0", "temp_store = MEMORY",
                "cache_size = -\(cacheKiB)",
            ] { _ = try Row.fetchAll(db, sql: "PRAGMA " + pragma) }
        }
        return configuration
    }
}
