internal import AthenaSQL
internal import GRDBSQLite

extension SQLiteConnection {
    /// How hard a checkpoint tries.
    enum CheckpointMode {
        /// Moves what it can without waiting for anybody.
        case passive
        /// Waits a moment for readers of old snapshots, so that the whole log is moved.
        case full
    }

    /// Moves pages from the write-ahead log into the file; must run outside a transaction.
    ///
    /// - Returns: the pages in the log, and how many of them are in the file now.
    func checkpoint(_ mode: CheckpointMode) throws(SQLError) -> (inLog: Int, moved: Int) {
        var inLog: Int32 = 0
        var moved: Int32 = 0
        let code: Int32
        switch mode {
        case .passive:
            code = unsafe sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, &inLog, &moved)
        case .full:
            unsafe sqlite3_busy_timeout(handle, 100)
            code = unsafe sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_FULL, &inLog, &moved)
            unsafe sqlite3_busy_timeout(handle, 5_000)
        }
        guard code == SQLITE_OK || code == SQLITE_BUSY else { throw failure(code) }
        return (Int(inLog), Int(moved))
    }

    /// Gives the page cache's memory back.
    func releaseMemory() {
        unsafe sqlite3_db_release_memory(handle)
    }
}
