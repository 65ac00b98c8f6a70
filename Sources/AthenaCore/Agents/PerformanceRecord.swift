/// Outcomes of an agent, or of the fleet, in one scope: raw counts to show and decayed weights to decide with.
package struct PerformanceRecord: Sendable, Hashable {
    package var successes: Int = 0
    package var failures: Int = 0
    /// The sum of the known durations of successes, in milliseconds.
    package var totalMs: Int64 = 0
    /// Successes, older ones weighing less, as of `weighedAt`.
    package var successWeight: Double = 0
    /// Failures, older ones weighing less, as of `weighedAt`.
    package var failureWeight: Double = 0
    /// When the newest outcome happened and the weights hold, in wall milliseconds; 0 before the first.
    package var weighedAt: Int64 = 0
    /// How often a success took how long.
    package var durations = DurationHistogram()

    /// Nothing known.
    package init() {}

    /// All outcomes.
    package var outcomes: Int { successes.addingWithoutOverflow(failures) }

    /// The share of successes, unweighted; nil before the first outcome, so that nobody starts at 1.0.
    package var successRate: Double? {
        outcomes == 0 ? nil : Double(successes) / Double(outcomes)
    }

    /// The mean duration of the successes whose duration is known, in milliseconds; nil when none is.
    package var meanMs: Int64? {
        let timed = durations.total
        return timed == 0 ? nil : totalMs.addingWithoutOverflow(Int64(timed / 2)) / Int64(timed)
    }

    /// The record with one more outcome.
    ///
    /// Outcomes may arrive in any order: one that is older than the newest is added with the weight that it has left.
    /// - Parameters:
    ///   - durationMs: how long a success took, nil when unknown; a failure's duration is not kept.
    ///   - wall: when it ended, in wall milliseconds.
    package func recording(success: Bool, durationMs: Int64?, at wall: Int64) -> PerformanceRecord {
        var record = self
        let newest = max(weighedAt, wall)
        let kept = HalfLife.share(after: newest.subtractingWithoutOverflow(weighedAt))
        let added = HalfLife.share(after: newest.subtractingWithoutOverflow(wall))
        record.successWeight = successWeight * kept + (success ? added : 0)
        record.failureWeight = failureWeight * kept + (success ? 0 : added)
        record.weighedAt = newest
        if success {
            record.successes = successes.addingWithoutOverflow(1)
            record.addDuration(durationMs)
        } else {
            record.failures = failures.addingWithoutOverflow(1)
        }
        return record
    }

    /// What the outcomes weigh at `wall`: each fades by half in a `HalfLife`.
    package func weights(at wall: Int64) -> (successes: Double, failures: Double) {
        let share = HalfLife.share(after: wall.subtractingWithoutOverflow(weighedAt))
        return (successWeight * share, failureWeight * share)
    }

    private mutating func addDuration(_ milliseconds: Int64?) {
        guard let milliseconds else { return }
        totalMs = totalMs.addingWithoutOverflow(max(milliseconds, 0))
        durations.add(milliseconds)
    }
}
