/// What a record of performance is about.
package enum PerformanceScope: Sendable, Hashable {
    case overall
    case skill(Skill)
    case type(String)
}

/// Outcomes of an agent, or of the fleet, in one scope: raw counts to show and decayed weights to decide with.
package struct PerformanceRecord: Sendable, Hashable {
    package var successes: Int = 0
    package var failures: Int = 0
    /// The sum of the durations of successes, in milliseconds.
    package var totalMs: Int64 = 0
    /// Successes, older ones weighing less.
    package var successWeight: Double = 0
    /// Failures, older ones weighing less.
    package var failureWeight: Double = 0
    /// When the weights were last brought up to date, in wall milliseconds.
    package var weighedAt: Int64 = 0
    /// How often a success took how long: counts of logarithmic buckets.
    package var durations = DurationHistogram()

    /// Nothing known.
    package init() {}
}
