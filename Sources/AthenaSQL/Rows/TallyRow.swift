internal import AthenaCore

/// A row of `tallies`: the running totals of a project as they stood last in a minute.
struct TallyRow {
    /// Minutes since 1970.
    var minute: Int64
    var tally: Tally

    /// One row, its minute first, then the counters in the order of `Tally.Counter`.
    static let select: SQLText = """
        SELECT minute, blocked, scheduled, ready, assigned, running, waiting, completed_now, failed_now, cancelled_now, \
        created, completed, failed, cancelled, claims, attempts_failed, lost, released, retried, wait_ms, run_ms, routed, \
        unrouted, revived FROM tallies
        """

    /// Stores a row, in place of the one that its minute may have.
    static let store: SQLText = """
        INSERT INTO tallies(project, minute, blocked, scheduled, ready, assigned, running, waiting, completed_now, \
        failed_now, cancelled_now, created, completed, failed, cancelled, claims, attempts_failed, lost, released, \
        retried, wait_ms, run_ms, routed, unrouted, revived)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
        $23, $24, $25)
        ON CONFLICT(project, minute) DO UPDATE SET blocked = excluded.blocked, scheduled = excluded.scheduled, \
        ready = excluded.ready, assigned = excluded.assigned, running = excluded.running, waiting = excluded.waiting, \
        completed_now = excluded.completed_now, failed_now = excluded.failed_now, \
        cancelled_now = excluded.cancelled_now, created = excluded.created, completed = excluded.completed, \
        failed = excluded.failed, cancelled = excluded.cancelled, claims = excluded.claims, \
        attempts_failed = excluded.attempts_failed, lost = excluded.lost, released = excluded.released, \
        retried = excluded.retried, wait_ms = excluded.wait_ms, run_ms = excluded.run_ms, routed = excluded.routed, \
        unrouted = excluded.unrouted, revived = excluded.revived
        """

    /// The totals of a minute.
    init(minute: Int64, tally: Tally) {
        self.minute = minute
        self.tally = tally
    }

    /// Reads the columns of `select`.
    init(_ row: any SQLRow) {
        minute = row.integer(0)
        var tally = Tally()
        for counter in Tally.Counter.allCases { tally[counter] = row.integer(counter.rawValue + 1) }
        self.tally = tally
    }

    /// The arguments of `store`.
    func values(of project: Project.ID) -> [SQLValue] {
        [.integer(project.rawValue), .integer(minute)] + Tally.Counter.allCases.map { .integer(tally[$0]) }
    }

    /// The minute in which a moment lies.
    static func minute(of wall: Int64) -> Int64 { wall / 60_000 }
}
