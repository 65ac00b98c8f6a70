/// The right to work on a task, as its holder is told of it.
package struct Lease: Sendable, Hashable {
    /// The task as it stands under this lease.
    package let task: AgentTask
    /// The text that proves the lease.
    package let token: LeaseToken
    /// Milliseconds until it ends.
    package let expiresInMs: Int64

    /// Describes a lease.
    package init(task: AgentTask, token: LeaseToken, expiresInMs: Int64) {
        self.task = task
        self.token = token
        self.expiresInMs = expiresInMs
    }
}

/// Everything an agent needs to begin: the task's texts and what earlier work left.
package struct Brief: Sendable, Hashable {
    package let lease: Lease
    package let content: String
    /// Results of dependencies and children, cut to fit.
    package var inputs: [Input] = []
    /// Errors and partial results of earlier attempts, newest first.
    package var earlier: [Attempt] = []
    /// Questions and the answers to them, oldest first.
    package var answers: [Note] = []

    /// The outcome of a task this one waited for.
    package struct Input: Sendable, Hashable {
        package let task: AgentTask.ID
        package let title: String
        package let status: TaskStatus
        /// The result in compact JSON, or the error where it failed and was ignored; cut to 2 KB.
        package let text: String?
        package let isCut: Bool
        /// Who produced it.
        package let by: Agent.ID?
    }

    /// A brief without inputs.
    package init(lease: Lease, content: String) {
        self.lease = lease
        self.content = content
    }

    /// Bytes of one input, and of all of them.
    package static let inputLimit = 2 << 10
    package static let inputsLimit = 8 << 10
}
