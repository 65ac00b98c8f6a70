internal import AthenaSQL

/// Keeps the write-ahead log short and its file long: moves pages between transactions, never inside one.
///
/// Only the writing connection does this, and only this one process has the file open: that makes a known corruption
/// by two checkpoints at once unreachable. Confined to the writer's thread.
struct LogKeeper {
    /// What is still to be done while nothing else is.
    private enum Chore {
        case checkpoint
        case reserve
    }

    private let options: SQLiteOptions
    private let reserve: LogReserve
    private var chores: [Chore]
    private var pagesSinceCheckpoint = 0
    private var lastWritten = 0

    init(path: String, options: SQLiteOptions) {
        self.options = options
        reserve = LogReserve(path: path + "-wal", bytes: options.reservedLogBytes)
        chores = [.reserve, .checkpoint]
    }

    /// Whether there is housekeeping for a quiet moment.
    var hasChores: Bool { !chores.isEmpty }

    /// Leaves housekeeping for later, while there is no connection to do it with.
    mutating func skipChores() { chores = [] }

    /// Starts counting on a connection that was just opened.
    mutating func follow(_ connection: SQLiteConnection) { lastWritten = connection.pages.written }

    /// Counts the pages of a commit.
    mutating func count(_ connection: SQLiteConnection) -> Int {
        let written = connection.pages.written
        let pages = written &- lastWritten
        lastWritten = written
        guard pages > 0 else { return 0 }
        pagesSinceCheckpoint += pages
        if chores.isEmpty { chores = [.checkpoint] }
        return pages
    }

    /// Whether the log has grown enough to be moved now.
    var isDue: Bool { pagesSinceCheckpoint >= options.checkpointPages }

    /// Moves what can be moved without waiting; waits a moment for readers when the log has grown to several times its
    /// measure.
    mutating func checkpoint(_ database: DatabaseHandle) throws {
        // Whatever happens, the next try comes a quarter later, not after every commit.
        pagesSinceCheckpoint = options.checkpointPages - options.checkpointPages / 4
        let (inLog, moved) = try database.alone { connection in
            let first = try connection.checkpoint(.passive)
            guard first.moved < first.inLog, first.inLog >= 4 * options.checkpointPages else { return first }
            return try connection.checkpoint(.full)
        }
        // Readers of an older snapshot may hold the rest back.
        if moved == inLog { pagesSinceCheckpoint = 0 }
    }

    /// Does one piece of housekeeping.
    ///
    /// - Returns: whether anything was moved.
    mutating func doChore(_ database: DatabaseHandle) throws -> Bool {
        switch chores.last {
        case .checkpoint:
            chores.removeLast()
            guard pagesSinceCheckpoint > 0 else { return false }
            try checkpoint(database)
            try database.alone { $0.releaseMemory() }
            return true
        case .reserve:
            if reserve.isComplete() || !reserve.extend() { chores.removeLast() }
            return false
        case nil: return false
        }
    }
}
