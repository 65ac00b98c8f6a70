/// A task that was made elsewhere, with everything that is known of it; other tasks are named by external reference.
package struct ImportedTask: Sendable, Hashable {
    /// What makes a second import of it change nothing.
    package var externalRef: String
    package var request: TaskRequest
    /// Where it stood; of open work only `waiting` is taken over, the rest follows from what it waits for.
    package var status: TaskStatus?
    /// Who held or was to hold it; the lease is not taken over, and its attempt is recorded as released.
    package var holder: Agent.ID?
    /// Tasks it waits for: stored ones, or any of the same batch.
    package var dependencies: [String]
    /// Its children: stored ones, or any of the same batch.
    package var children: [String]
    /// Those of them that hold it back no longer although they are open, or ended without success.
    package var releasedBy: Set<String>
    /// The name of its goal.
    package var goal: String?
    /// A JSON object in compact form; not bounded as an agent's is.
    package var metadata: String?
    /// The result in compact JSON, for a task that was completed without an attempt.
    package var result: String?
    package var createdBy: String?
    package var createdAt: Int64?
    package var updatedAt: Int64?
    package var completedAt: Int64?
    /// When it first became ready.
    package var readyAt: Int64?
    package var past: NewTask.Past?
    /// Ended leases, oldest first.
    package var attempts: [Attempt]
    package var notes: [NumberedNote]

    /// Open work without ties.
    package init(externalRef: String, request: TaskRequest) {
        self.externalRef = externalRef
        self.request = request
        dependencies = []
        children = []
        releasedBy = []
        attempts = []
        notes = []
    }
}
