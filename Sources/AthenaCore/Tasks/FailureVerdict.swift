/// What becomes of a task whose attempt did not succeed.
package struct FailureVerdict: Sendable, Hashable {
    /// Failures counted, this one included.
    package let failures: Int
    /// Nil when the task has failed for good.
    package let placement: Placement?
    /// Whether the failure counts in the agent's record.
    package let countsAgainstAgent: Bool

    /// Decides about a failure that the agent reported.
    ///
    /// - Parameter jitter: a random number in 0..<1 for the backoff.
    package static func reported(
        on task: AgentTask,
        kind: FailureKind,
        shouldRetry: Bool,
        now: Moment,
        jitter: Double
    ) -> FailureVerdict {
        let failures = task.failures + 1
        let rule = kind.rule
        let isRetried = shouldRetry && rule.isRetried && failures < task.maxAttempts
        guard isRetried else {
            return FailureVerdict(failures: failures, placement: nil, countsAgainstAgent: rule.countsAgainstAgent)
        }
        let base = task.retryDelayMs ?? rule.fixedDelayMs
        let delay = RetryDelay.milliseconds(
            baseMs: base,
            failures: rule.fixedDelayMs == nil ? failures : 1,
            jitter: jitter
        )
        let placement = task.placement(at: now, timerAt: now.wall + delay)
        return FailureVerdict(failures: failures, placement: placement, countsAgainstAgent: rule.countsAgainstAgent)
    }

    /// Decides about a lease that ran out: a failure if it had been started, none if not, and no backoff.
    package static func expired(_ task: AgentTask, now: Moment) -> FailureVerdict {
        let wasStarted = task.status == .running
        let failures = task.failures + (wasStarted ? 1 : 0)
        guard failures < task.maxAttempts || !wasStarted else {
            return FailureVerdict(failures: failures, placement: nil, countsAgainstAgent: true)
        }
        let placement = task.placement(at: now)
        return FailureVerdict(failures: failures, placement: placement, countsAgainstAgent: wasStarted)
    }
}
