/// Why an attempt failed, as its agent says.
package enum FailureKind: String, Sendable, CaseIterable {
    case transient, timeout
    case rateLimited = "rate_limited"
    case quota
    case contextOverflow = "context_overflow"
    case toolError = "tool_error"
    case badOutput = "bad_output"
    case needsHuman = "needs_human"
    case permanent

    /// What a kind means for the task and for the agent's record.
    package struct Rule: Sendable, Equatable {
        /// Whether another attempt may help.
        package let isRetried: Bool
        /// Whether the wait before the next attempt grows with the failures, or is a fixed number of milliseconds.
        package let fixedDelayMs: Int64?
        /// Whether it counts against the agent.
        package let countsAgainstAgent: Bool
    }

    /// The one table of rules.
    package var rule: Rule {
        switch self {
        case .transient: Rule(isRetried: true, fixedDelayMs: nil, countsAgainstAgent: false)
        case .timeout: Rule(isRetried: true, fixedDelayMs: nil, countsAgainstAgent: true)
        case .rateLimited: Rule(isRetried: true, fixedDelayMs: 60_000, countsAgainstAgent: false)
        case .quota: Rule(isRetried: true, fixedDelayMs: 600_000, countsAgainstAgent: false)
        case .contextOverflow: Rule(isRetried: true, fixedDelayMs: nil, countsAgainstAgent: true)
        case .toolError: Rule(isRetried: true, fixedDelayMs: nil, countsAgainstAgent: true)
        case .badOutput: Rule(isRetried: true, fixedDelayMs: nil, countsAgainstAgent: true)
        case .needsHuman: Rule(isRetried: false, fixedDelayMs: nil, countsAgainstAgent: false)
        case .permanent: Rule(isRetried: false, fixedDelayMs: nil, countsAgainstAgent: true)
        }
    }
}
