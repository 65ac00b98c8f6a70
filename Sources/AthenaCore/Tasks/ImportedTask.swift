/// A task that was made elsewhere, with everything that is known of it; other tasks are named by external reference.
package struct ImportedTask: Sendable, Hashable {
    /// What makes a second import of it change nothing.
    package var externalRef: String
    package var request: TaskRequest
    /// Where it had ended; nil for open work.
    package var terminalStatus: TaskStatus?
    /// Tasks it waits for: stored ones, or any of the same batch.
    package var dependencies: [String]
    /// Its children: stored ones, or any of the same batch.
    package var children: [String]
    /// A JSON object in compact form; not bounded as an agent's is.
    package var metadata: String?
    /// The result in compact JSON, for a task that was completed without an attempt.
    package var result: String?
    package var createdBy: String?
    package var createdAt: Int64?
    package var completedAt: Int64?
    package var past: NewTask.Past?
    /// Ended leases, oldest first.
    package var attempts: [Attempt]
    package var notes: [Note]

    /// Open work without ties.
    package init(externalRef: String, request: TaskRequest) {
        self.externalRef = externalRef
        self.request = request
        dependencies = []
        children = []
        attempts = []
        notes = []
    }
}

/// What an import did with one record.
package struct ImportedRecord: Sendable, Hashable {
    package let externalRef: String
    package let task: AgentTask.ID
    /// False where it was there already.
    package let isNew: Bool

    /// Names what was made or found.
    package init(externalRef: String, task: AgentTask.ID, isNew: Bool) {
        self.externalRef = externalRef
        self.task = task
        self.isNew = isNew
    }
}
