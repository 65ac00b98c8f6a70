/// How a SQLite store works; the standard values are those that were measured to be good.
package struct SQLiteOptions: Sendable {
    /// What an acknowledged write has survived.
    package enum Durability: String, Sendable, CaseIterable {
        /// The end of the process and a power cut.
        case full
        /// The end of the process; a power cut loses the last commits and may hand out a fence twice.
        case normal
    }

    /// What an acknowledged write has survived.
    package var durability = Durability.full
    /// How many reads run at once.
    package var readers = 3
    /// Operations that share one commit at most.
    package var batchLimit = 256
    /// How long operations may go on joining a batch before it is committed.
    package var batchTime = Duration.milliseconds(4)
    /// Pages in the write-ahead log after which they are moved into the file.
    package var checkpointPages = 4_000
    /// Bytes that the write-ahead log is given ahead of need, so that commits overwrite rather than extend it.
    package var reservedLogBytes = 24 << 20
    /// How long nothing has to come in before housekeeping starts.
    package var idleDelay = Duration.milliseconds(500)
    /// How long the callers of a commit that may or may not be in the log are kept until that is settled.
    package var settlingTime = Duration.seconds(3)
    /// Page cache of the writing connection.
    package var writerCacheKiB = 16_000
    /// Page cache of each reading connection.
    package var readerCacheKiB = 2_000
    /// Page cache of the connection that reads when the next lease or timer is due.
    package var promptCacheKiB = 256
    /// Pages the file may have at most, or nil for no limit; for tests of a full disk.
    package var pageLimit: Int?
    /// Told what a person who runs the server should know; called on the store's own threads.
    package var report: @Sendable (StoreIncident) -> Void = { _ in }

    /// The standard values.
    package init() {}
}

/// What a store tells those who run it.
package enum StoreIncident: Sendable, Equatable {
    /// A commit failed; its operations were refused and the connection is opened anew.
    case commitFailed(String)
    /// The connection was opened anew and can write.
    case recovered
    /// The connection could not be opened anew; writes are refused until it can.
    case recoveryFailed(String)
    /// The hook for ready tasks failed and what it had done was undone.
    case hookFailed(String)
    /// Pages could not be moved from the write-ahead log into the file; they are kept in the log.
    case checkpointFailed(String)
    /// Housekeeping while idle is done: the log is in the file and the reserve is there.
    case settled
}
