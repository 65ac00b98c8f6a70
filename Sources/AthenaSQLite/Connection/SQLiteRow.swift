internal import AthenaSQL
internal import GRDBSQLite

/// The current row of a statement; reading it allocates nothing but the values themselves.
@safe
struct SQLiteRow: SQLRow {
    let statement: OpaquePointer?

    func integer(_ column: Int) -> Int64 { unsafe sqlite3_column_int64(statement, Int32(column)) }

    func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }

    func real(_ column: Int) -> Double { unsafe sqlite3_column_double(statement, Int32(column)) }

    func text(_ column: Int) -> String {
        // The text has to be asked for before its length: that is what converts it.
        guard let start = unsafe sqlite3_column_text(statement, Int32(column)) else { return "" }
        let length = unsafe Int(sqlite3_column_bytes(statement, Int32(column)))
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: length), as: UTF8.self)
    }

    func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }

    func blob(_ column: Int) -> [UInt8] {
        guard let start = unsafe sqlite3_column_blob(statement, Int32(column)) else { return [] }
        let length = unsafe Int(sqlite3_column_bytes(statement, Int32(column)))
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: length))
    }

    private func isNull(_ column: Int) -> Bool { unsafe sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }
}
