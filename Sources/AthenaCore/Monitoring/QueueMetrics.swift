/// What a project's queue did in a window, and where its tasks stand now.
///
/// The success rate counts tasks: those that ended well among those that ended well or failed for good. A task that failed
/// twice and then succeeded is one success here, and two failures and a success on its agents; one that failed for good
/// and was brought back counts as failed no longer.
package struct QueueMetrics: Sendable, Hashable {
    /// The length of the window in minutes.
    package let windowMinutes: Int
    /// Tasks in each place now.
    package let blocked, scheduled, ready, assigned, running, waiting: Int64
    /// All tasks that were ever created.
    package let createdEver: Int64
    /// What happened in the window.
    package let created, completed, failed, cancelled: Int64
    /// What happened to attempts in the window: leases granted, failures reported, leases that ran out, leases given back.
    package let claims, attemptsFailed, lost, released: Int64
    /// Tasks brought back by hand in the window.
    package let retried: Int64
    /// Routing decisions in the window, with and without a winner.
    package let routed, unrouted: Int64
    /// From ready to granted, the mean over the window's leases in milliseconds; nil when there were none.
    package let meanWaitMs: Int64?
    /// From started to completed, the mean over the window's completions in milliseconds; nil when there were none.
    package let meanRunMs: Int64?
    /// How long the ready task that waits longest has waited, in milliseconds; nil when none is ready.
    package let oldestReadyAgeMs: Int64?

    /// Computes the metrics of a window from the totals at its ends.
    ///
    /// - Parameters:
    ///   - present: the newest totals.
    ///   - earlier: the totals at the start of the window; all zero for everything since the beginning.
    ///   - oldestReadyAt: when the ready task that waits longest became so.
    package init(
        from earlier: Tally,
        to present: Tally,
        windowMinutes: Int,
        oldestReadyAt: Int64? = nil,
        now: Moment
    ) {
        let window = present.since(earlier)
        self.windowMinutes = max(windowMinutes, 1)
        blocked = present[.blocked]
        scheduled = present[.scheduled]
        ready = present[.ready]
        assigned = present[.assigned]
        running = present[.running]
        waiting = present[.waiting]
        createdEver = present[.created]
        created = window[.created]
        completed = window[.completed]
        failed = max(0, window[.failed].subtractingWithoutOverflow(window[.revived]))
        cancelled = window[.cancelled]
        claims = window[.claims]
        attemptsFailed = window[.attemptsFailed]
        lost = window[.lost]
        released = window[.released]
        retried = window[.retried]
        routed = window[.routed]
        unrouted = window[.unrouted]
        meanWaitMs = Self.mean(window[.waitMs], over: window[.claims])
        meanRunMs = Self.mean(window[.runMs], over: window[.completed])
        oldestReadyAgeMs = oldestReadyAt.map { max(0, now.wall.subtractingWithoutOverflow($0)) }
    }

    /// Tasks that are not ended.
    package var open: Int64 { blocked + scheduled + ready + assigned + running + waiting }
    /// Tasks that ended in the window, well or not; cancelled ones are neither.
    package var ended: Int64 { completed + failed }
    /// The share of tasks that ended well; nil when none ended.
    package var successRate: Double? { ended > 0 ? Double(completed) / Double(ended) : nil }
    /// Tasks completed a minute, over the window.
    package var throughputPerMinute: Double { Double(completed) / Double(windowMinutes) }
    /// The share of routing decisions that found an agent; nil when there were none.
    package var routedShare: Double? {
        let decisions = routed + unrouted
        return decisions > 0 ? Double(routed) / Double(decisions) : nil
    }

    private static func mean(_ sum: Int64, over count: Int64) -> Int64? { count > 0 ? sum / count : nil }
}
