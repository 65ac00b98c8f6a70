import GRDBSQLite
import Synchronization

/// Faults of the disk for the files of one folder, between SQLite and the system.
///
/// SQLite reaches files through a table of functions. A second table stands before the system's own for databases that
/// are opened in a watched folder: it delays flushes and fails flushes and writes, and counts both.
final class FaultyDisk: Sendable {
    /// What happens to the files.
    struct Faults: Sendable {
        /// How much longer each flush takes.
        var flushDelay = Duration.zero
        /// Whether every flush fails.
        var flushesFail = false
        /// How many flushes still succeed before the first fails; nil for all.
        var flushesLeft: Int?
        /// Whether the disk is gone once a flush has failed: every write and flush after that fails.
        var goesWithTheFlush = false
        /// How many writes still succeed; nil for all.
        var writesLeft: Int?
        /// How the writes after those fail.
        var writeFailure = WriteFailure.full
    }

    /// How a write can fail.
    enum WriteFailure: Sendable {
        case full
        case broken

        fileprivate var code: Int32 {
            switch self {
            case .full: SQLITE_FULL
            case .broken: SQLITE_IOERR | (3 << 8)
            }
        }
    }

    private let faults = Mutex(Faults())
    private let counts = Mutex((flushes: 0, writes: 0))
    private let folder: String

    /// Watches a folder; without faults at first.
    init(_ folder: TemporaryFolder) {
        self.folder = folder.path
        FaultyFiles.watch(self, folder.path)
    }

    /// Leaves databases that are opened from now on to the system alone.
    func retire() { FaultyFiles.forget(folder) }

    /// Changes the faults from now on.
    func set(_ change: (inout Faults) -> Void) { faults.withLock { change(&$0) } }

    /// How often files of the folder were flushed so far.
    var flushes: Int { counts.withLock { $0.flushes } }
    /// How often files of the folder were written to so far.
    var writes: Int { counts.withLock { $0.writes } }

    /// The code a flush fails with, after its delay.
    func flush() -> Int32? {
        counts.withLock { $0.flushes += 1 }
        let (delay, fails) = faults.withLock { ($0.flushDelay, $0.flush()) }
        if delay > .zero { sqlite3_sleep(Int32(delay / .milliseconds(1))) }
        return fails ? SQLITE_IOERR | (4 << 8) : nil
    }

    /// The code a write fails with.
    func write() -> Int32? {
        counts.withLock { $0.writes += 1 }
        return faults.withLock { faults in
            guard let left = faults.writesLeft else { return nil }
            faults.writesLeft = max(0, left - 1)
            return left > 0 ? nil : faults.writeFailure.code
        }
    }
}

extension FaultyDisk.Faults {
    /// Counts a flush.
    ///
    /// - Returns: whether it fails.
    fileprivate mutating func flush() -> Bool {
        if let left = flushesLeft {
            if left == 0 {
                flushesFail = true
                if goesWithTheFlush { writesLeft = 0 }
            }
            flushesLeft = max(0, left - 1)
        }
        return flushesFail
    }
}
