/// The history of one ended lease; its number is the lease's fence.
package struct Attempt: Sendable, Hashable {
    /// How a lease ended.
    package enum Outcome: String, Sendable, CaseIterable {
        case completed, failed, released, lost, cancelled, asked

        /// Whether the attempt succeeded; nil for one that was neither a success nor a failure.
        package func isSuccess(wasStarted: Bool) -> Bool? {
            switch self {
            case .completed: true
            case .failed: false
            case .lost: wasStarted ? false : nil
            case .released, .cancelled, .asked: nil
            }
        }
    }

    package let task: AgentTask.ID
    package let fence: Int64
    package let agent: Agent.ID
    package let grantedAt: Int64
    /// Nil for a reservation that was never started.
    package let startedAt: Int64?
    package let endedAt: Int64
    package let outcome: Outcome
    package var progress: Int = 0
    /// The error text, at most 8 KB.
    package var error: String?
    package var kind: FailureKind?
    /// The result, or what a failed attempt had reached, in compact JSON.
    package var result: String?
    /// The metrics object in compact JSON.
    package var metrics: String?
    /// What the ending call was answered, so that the same call gets the same answer.
    package var answer: String?

    /// Records the end of a lease.
    package init(
        task: AgentTask.ID,
        fence: Int64,
        agent: Agent.ID,
        grantedAt: Int64,
        startedAt: Int64?,
        endedAt: Int64,
        outcome: Outcome
    ) {
        self.task = task
        self.fence = fence
        self.agent = agent
        self.grantedAt = grantedAt
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.outcome = outcome
    }
}
