internal import Synchronization

/// Statistics that the writer counts and anybody reads.
final class SharedStatistics: Sendable {
    private let counts = Mutex(SQLiteStatistics())

    /// The counts now.
    var current: SQLiteStatistics { counts.withLock { $0 } }

    func update(_ change: (inout SQLiteStatistics) -> Void) { counts.withLock { change(&$0) } }
}
