package import AthenaCore

/// Writes tasks, agents and events over one connection.
///
/// Confined to the writer's thread, which holds a transaction open from the first operation of a batch to `flush()` and
/// COMMIT. Rows that many operations of a batch touch (agents, records of performance, totals) are kept here and written
/// once; heads of lanes and of event logs are kept across batches. Everything kept can be read back from the database,
/// and is after `forget()`.
package final class SQLWriter {
    let connection: any SQLConnection
    let names: NameBook
    let lanes: LaneBoard
    let leases: LeaseBook
    let agents: AgentBook
    let performances: PerformanceBook
    let tallies: TallyBook
    let log: EventLog
    /// The newest task's id, once it is known.
    var newestTask: Int64?
    /// The newest block of ids in which each project is known to have a task.
    var newestBlocks: [Project.ID: Int64] = [:]
    /// Behind which blocked task the search for left cascades goes on.
    var cascadeCursor: Int64 = 0
    /// Behind which parent the search for children left over goes on.
    var parentCursor: Int64 = 0

    private let bulletin: LaneBulletin?
    private var afterCommit: [@Sendable () -> Void] = []
    private var afterRollback: [@Sendable () -> Void] = []

    /// How many changes were asked for so far, those that are still to be written included; it never decreases, so that
    /// a thread can tell whether an operation that failed had changed anything.
    package private(set) var writesSoFar = 0

    /// Whether a waiting claim may find work that it did not find before: a task became claimable or an agent able,
    /// since this was last set to false.
    package var hasReadied = false

    /// Writes over a connection whose schema is up to date.
    ///
    /// - Parameter bulletin: where readers of the same database find the order of the lanes.
    package init(connection: any SQLConnection, bulletin: LaneBulletin? = nil) {
        self.connection = connection
        self.bulletin = bulletin
        names = NameBook(connection: connection)
        lanes = LaneBoard(connection: connection)
        leases = LeaseBook(connection: connection)
        agents = AgentBook(connection: connection, names: names)
        performances = PerformanceBook(connection: connection)
        tallies = TallyBook(connection: connection)
        log = EventLog(connection: connection)
    }

    /// The transaction that one operation reads and writes through; it lasts as long as the batch.
    package func begin() -> SQLTransaction { SQLTransaction(writer: self) }

    /// Writes what was kept for the end of the batch; called before COMMIT.
    package func flush() throws {
        try agents.flush()
        try performances.flush()
        try tallies.flush()
        guard let bulletin else { return }
        try lanes.post(on: bulletin, grown: log.grown) { try log.head(of: $0).sequence }
    }

    /// Drops everything that is kept and every pending effect; called after ROLLBACK.
    package func forget() {
        bulletin?.clear()
        names.forget()
        lanes.forget()
        leases.forget()
        agents.forget()
        performances.forget()
        tallies.forget()
        log.forget()
        newestTask = nil
        newestBlocks = [:]
        hasReadied = false
        afterCommit = []
        let actions = afterRollback
        afterRollback = []
        for action in actions { action() }
    }

    /// The projects whose logs grew since this was last asked.
    package func takeProjectsWithEvents() -> [Project.ID] { log.takeGrown() }

    /// What is to run now that the batch is durable; called after COMMIT.
    package func takeAfterCommit() -> [@Sendable () -> Void] {
        lanes.keep()
        let actions = afterCommit
        afterCommit = []
        afterRollback = []
        return actions
    }

    /// Keeps an action for after the commit.
    func keep(afterCommit action: @escaping @Sendable () -> Void) {
        markWrite()
        afterCommit.append(action)
    }

    /// Keeps an action for after a rollback.
    func keep(afterRollback action: @escaping @Sendable () -> Void) {
        markWrite()
        afterRollback.append(action)
    }

    /// Counts a change.
    func markWrite() { writesSoFar += 1 }

    /// Runs a statement that changes rows.
    @discardableResult
    func write(_ sql: SQLText, _ arguments: [SQLValue]) throws(SQLError) -> Int {
        markWrite()
        return try connection.run(sql, arguments)
    }
}
