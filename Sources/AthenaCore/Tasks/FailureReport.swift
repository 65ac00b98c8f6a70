package import AthenaJSON

/// What an agent says about an attempt that did not succeed.
package struct FailureReport: Sendable, Hashable {
    /// What went wrong, at most 8 KB.
    package var error: String
    package var kind: FailureKind = .toolError
    /// Whether another attempt may help; the kind's rule still decides.
    package var shouldRetry = true
    /// What had been reached, handed to the next attempt.
    package var partialResult: JSON?

    /// A failure with this error.
    package init(error: String) { self.error = error }
}

/// What a failure was answered.
package struct FailureAnswer: Sendable, Hashable {
    package let task: AgentTask.ID
    /// Where the task stands now.
    package let status: TaskStatus
    /// Failures so far and how many are allowed.
    package let failures: Int
    package let maxAttempts: Int
    /// Milliseconds until it can be claimed again; nil when it cannot.
    package let retryInMs: Int64?

    /// Gathers an answer.
    package init(task: AgentTask, now: Moment) {
        self.task = task.id
        status = task.status
        failures = task.failures
        maxAttempts = task.maxAttempts
        retryInMs = task.status == .pending ? max(0, (task.timerAt ?? now.wall) - now.wall) : nil
    }
}
