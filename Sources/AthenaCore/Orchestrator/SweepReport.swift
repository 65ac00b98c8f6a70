/// What one round of the sweep did.
package struct SweepReport: Sendable, Hashable {
    package var expired = 0
    package var readied = 0
    package var cancelled = 0
    /// Rows that could not be swept and that nobody was told of yet.
    package var faults: [Fault] = []
    /// When the next round has something to do; nil when nothing is known to be due.
    package var next = NextDue(leaseAt: nil, timerAt: nil)

    /// A row that could not be swept; the others were.
    package struct Fault: Sendable, Hashable {
        package let task: AgentTask.ID
        package let message: String
    }

    /// Nothing done; the next thing due is known.
    package init(next: NextDue = NextDue(leaseAt: nil, timerAt: nil)) { self.next = next }

    /// Adds what another transaction of the round did.
    mutating func add(_ other: SweepReport) {
        expired += other.expired
        readied += other.readied
        cancelled += other.cancelled
        faults += other.faults
    }
}

extension NextDue {
    /// Whether something has to be done now.
    func isDue(at now: Moment) -> Bool {
        (leaseAt.map { $0 <= now.steady } ?? false) || (timerAt.map { $0 <= now.wall } ?? false)
    }

    /// The same, with one more time by the wall clock.
    func adding(timerAt other: Int64?) -> NextDue {
        NextDue(leaseAt: leaseAt, timerAt: [timerAt, other].compactMap { $0 }.min())
    }

    /// The same, with nothing due before `pause` milliseconds have passed.
    func noEarlier(than pause: Int64, from now: Moment) -> NextDue {
        NextDue(
            leaseAt: leaseAt.map { max($0, now.steady &+ pause) },
            timerAt: timerAt.map { max($0, now.wall &+ pause) }
        )
    }
}
