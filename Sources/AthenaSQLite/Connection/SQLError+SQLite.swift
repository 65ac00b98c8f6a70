internal import AthenaSQL
internal import GRDB
internal import GRDBSQLite

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

extension SQLError {
    /// Sorts a result code of SQLite; `systemError` tells a full disk from a broken one.
    init(code: Int32, systemError: Int32, message: String) {
        self.init(kind: Kind(code: code, systemError: systemError), code: code, message: message)
    }

    /// The failure that a handle just reported.
    init(code: Int32, handle: OpaquePointer) {
        let extended = unsafe sqlite3_extended_errcode(handle)
        let detailed = extended & 0xFF == code & 0xFF ? extended : code
        let words = unsafe sqlite3_errmsg(handle).map { unsafe String(cString: $0) } ?? "unknown"
        self.init(code: detailed, systemError: unsafe sqlite3_system_errno(handle), message: words)
    }

    /// A failure that GRDB reports when there is no handle to ask for more.
    init(_ error: any Error) { unsafe self.init(error, on: nil) }

    /// A failure that GRDB reports, from opening or from a transaction.
    init(_ error: any Error, on handle: OpaquePointer?) {
        guard let error = error as? DatabaseError else {
            self.init(kind: .other, code: SQLITE_ERROR, message: String(describing: error))
            return
        }
        let systemError = unsafe handle.map { unsafe sqlite3_system_errno($0) } ?? 0
        let code = error.extendedResultCode.rawValue
        self.init(code: code, systemError: systemError, message: error.message ?? "unknown")
    }
}

extension SQLError {
    /// Whether a COMMIT that failed like this may stand whole in the log.
    ///
    /// It does not when SQLite could not begin with it, or when there was no room for its pages: the last of them is what
    /// makes the others count. Every other failure may have come after that one was written.
    var leavesCommitInDoubt: Bool {
        switch code & 0xFF {
        case SQLITE_FULL, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_CONSTRAINT: false
        default: true
        }
    }
}

extension SQLError.Kind {
    /// What can be done about a result code.
    init(code: Int32, systemError: Int32) {
        switch code & 0xFF {
        case SQLITE_FULL: self = .full
        case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY:
            self = systemError == ENOSPC || systemError == EDQUOT ? .full : .inputOutput
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt
        case SQLITE_CONSTRAINT: self = .constraint
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
        default: self = .other
        }
    }
}
