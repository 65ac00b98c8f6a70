package import AthenaSQL
internal import GRDBSQLite

/// SQLite as AthenaSQL sees it: prepared statements over the C handle, nothing in between.
///
/// A library's row statements cost two to three times the instructions of these, and a claim is made of little else.
/// A connection belongs to one thread at a time; statements stay prepared until `close()`.
@safe
package final class SQLiteConnection: SQLConnection {
    package let dialect = Dialect.sqlite

    let handle: OpaquePointer
    private static let mostStatements = 500

    private let ownsHandle: Bool
    private var statements: [SQLText: PreparedStatement] = [:]

    /// Uses a handle that somebody else opened and closes after `close()`.
    init(borrowing handle: OpaquePointer) {
        unsafe self.handle = unsafe handle
        ownsHandle = false
    }

    /// Opens a database that lives in memory until `close()`; for tests of statements.
    package init() throws(SQLError) {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
        let code = unsafe sqlite3_open_v2(":memory:", &opened, flags, nil)
        guard code == SQLITE_OK, let opened = unsafe opened else {
            throw SQLError(code: code, systemError: 0, message: "could not open a database in memory")
        }
        unsafe handle = unsafe opened
        ownsHandle = true
    }

    deinit { close() }

    /// Finalizes every statement, as a handle demands before it is closed itself.
    package func close() {
        for statement in statements.values { statement.finalize() }
        statements = [:]
        if ownsHandle { unsafe sqlite3_close_v2(handle) }
    }

    @discardableResult
    package func run(_ sql: SQLText, _ arguments: [SQLValue] = []) throws(SQLError) -> Int {
        let statement = try prepared(sql)
        defer { giveBack(statement) }
        let before = unsafe sqlite3_total_changes64(handle)
        try statement.bind(arguments)
        while try statement.step() {}
        return unsafe sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
    }

    package func forEach(_ sql: SQLText, _ arguments: [SQLValue], _ visit: (any SQLRow) throws -> Void) throws {
        let statement = try prepared(sql)
        defer { giveBack(statement) }
        try statement.bind(arguments)
        let row = statement.row
        while try statement.step() { try visit(row) }
    }

    /// Whether a transaction is open; some failures of SQLite end it without being asked.
    var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

    /// The failure that just happened on this handle.
    func failure(_ code: Int32) -> SQLError { unsafe SQLError(code: code, handle: handle) }

    /// How many virtual machine steps the statements took since they were prepared.
    package var machineSteps: Int64 {
        statements.values.reduce(0) { $0 + $1.machineSteps }
    }

    /// Pages of the cache, counted since the connection was opened.
    package var pages: PageCounts {
        PageCounts(
            found: counter(SQLITE_DBSTATUS_CACHE_HIT),
            missed: counter(SQLITE_DBSTATUS_CACHE_MISS),
            written: counter(SQLITE_DBSTATUS_CACHE_WRITE),
            cacheBytes: counter(SQLITE_DBSTATUS_CACHE_USED)
        )
    }

    private func counter(_ name: Int32) -> Int {
        var current: Int32 = 0
        var highest: Int32 = 0
        unsafe sqlite3_db_status(handle, name, &current, &highest, 0)
        return Int(current)
    }

    /// The statement for a text: the kept one, or a passing one while the kept one is being stepped further out.
    private func prepared(_ sql: SQLText) throws(SQLError) -> PreparedStatement {
        if let kept = statements[sql] {
            if !kept.isInUse {
                kept.isInUse = true
                return kept
            }
            return unsafe try PreparedStatement(sql, on: handle, isKept: false)
        }
        if statements.count >= Self.mostStatements { forgetStatements() }
        let fresh = unsafe try PreparedStatement(sql, on: handle, isKept: true)
        statements[sql] = fresh
        return fresh
    }

    /// Filters make texts of their own, so that without a bound a long life would gather ever more of them.
    private func forgetStatements() {
        let idle = statements.filter { !$0.value.isInUse }
        for (sql, statement) in idle {
            statement.finalize()
            statements[sql] = nil
        }
    }

    private func giveBack(_ statement: PreparedStatement) {
        statement.reset()
        if !statement.isKept { statement.finalize() }
    }
}

/// What the page cache was asked for, and how often it went to the file.
package struct PageCounts: Sendable, Hashable {
    /// Pages asked for that the cache had.
    package let found: Int
    /// Pages read because the cache did not have them.
    package let missed: Int
    /// Pages written to the write-ahead log or the file.
    package let written: Int
    /// Memory that the cache holds now.
    package let cacheBytes: Int

    /// Pages asked for, wherever they were: the same in every run, whatever the size of the cache.
    package var visited: Int { found + missed }
}
