internal import AthenaSQL
internal import GRDBSQLite

/// One statement of the C library, compiled once and stepped many times.
@safe
final class PreparedStatement {
    /// Whether it stays prepared after it was used.
    let isKept: Bool
    /// Whether it is being stepped; a statement cannot be entered twice.
    var isInUse = true

    private let handle: OpaquePointer
    private var statement: OpaquePointer?
    private let parameters: Int

    /// Compiles a text, whose `$n` become the `?n` that SQLite numbers exactly.
    init(_ sql: SQLText, on handle: OpaquePointer, isKept: Bool) throws(SQLError) {
        self.isKept = isKept
        unsafe self.handle = unsafe handle
        var text = NumberedParameters.rewritten(sql.text)
        var compiled: OpaquePointer?
        var rest = 0
        let code = text.withUTF8 { bytes -> Int32 in
            var tail: UnsafePointer<CChar>?
            let start = unsafe UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
            let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
            let code = unsafe sqlite3_prepare_v3(handle, start, Int32(bytes.count), flags, &compiled, &tail)
            if let start = unsafe start, let tail = unsafe tail { rest = unsafe bytes.count - (tail - start) }
            return code
        }
        guard code == SQLITE_OK, let compiled = unsafe compiled else {
            throw unsafe SQLError(code: code == SQLITE_OK ? SQLITE_MISUSE : code, handle: handle)
        }
        unsafe statement = unsafe compiled
        parameters = unsafe Int(sqlite3_bind_parameter_count(compiled))
        guard text.utf8.suffix(rest).allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x3B }) else {
            finalize()
            throw SQLError(kind: .other, code: SQLITE_MISUSE, message: "a text holds one statement only")
        }
    }

    /// The row that the last step made current.
    var row: SQLiteRow { unsafe SQLiteRow(statement: statement) }

    /// Virtual machine steps since it was prepared.
    var machineSteps: Int64 { unsafe Int64(sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 0)) }

    /// Binds `$1` … to values, which SQLite copies.
    func bind(_ values: [SQLValue]) throws(SQLError) {
        guard values.count == parameters else {
            throw SQLError(kind: .other, code: SQLITE_RANGE, message: "wrong number of arguments")
        }
        var place: Int32 = 0
        for value in values {
            place += 1
            // Nothing is bound since the last reset, which is NULL.
            if case .null = value { continue }
            let code = bind(value, at: place)
            guard code == SQLITE_OK else { throw unsafe SQLError(code: code, handle: handle) }
        }
    }

    /// Runs to the next row.
    ///
    /// - Returns: false when there is none.
    func step() throws(SQLError) -> Bool {
        switch unsafe sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw unsafe SQLError(code: code, handle: handle)
        }
    }

    /// Makes it ready for its next use and lets go of what was bound.
    func reset() {
        unsafe sqlite3_reset(statement)
        unsafe sqlite3_clear_bindings(statement)
        isInUse = false
    }

    /// Gives it up.
    func finalize() {
        unsafe sqlite3_finalize(statement)
        unsafe statement = nil
    }

    private func bind(_ value: SQLValue, at place: Int32) -> Int32 {
        switch value {
        case .null: SQLITE_OK
        case .integer(let number): unsafe sqlite3_bind_int64(statement, place, number)
        case .real(let number): unsafe sqlite3_bind_double(statement, place, number)
        case .text(var text): text.withUTF8 { unsafe bind(text: $0, at: place) }
        case .blob(let bytes): unsafe bytes.withUnsafeBytes { unsafe bind(blob: $0, at: place) }
        }
    }

    private func bind(text: UnsafeBufferPointer<UInt8>, at place: Int32) -> Int32 {
        // An empty text has no address of its own, and no address would mean NULL.
        guard let start = text.baseAddress, !text.isEmpty else {
            return unsafe sqlite3_bind_text(statement, place, "", 0, nil)
        }
        let characters = unsafe UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self)
        let length = UInt64(text.count)
        return unsafe sqlite3_bind_text64(
            statement,
            place,
            characters,
            length,
            Self.copied,
            UInt8(SQLITE_UTF8)
        )
    }

    private func bind(blob: UnsafeRawBufferPointer, at place: Int32) -> Int32 {
        guard let start = blob.baseAddress, unsafe !blob.isEmpty else {
            return unsafe sqlite3_bind_zeroblob(statement, place, 0)
        }
        return unsafe sqlite3_bind_blob64(statement, place, start, UInt64(blob.count), Self.copied)
    }

    /// Tells SQLite to copy what is bound: C's `SQLITE_TRANSIENT`, a cast that Swift does not import.
    private static var copied: sqlite3_destructor_type {
        unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}
