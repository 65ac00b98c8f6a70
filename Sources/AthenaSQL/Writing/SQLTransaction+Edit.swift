internal import AthenaCore

extension SQLTransaction {
    /// Stores the fields that an operator edited.
    ///
    /// A new priority moves a task to where it would stand had it had that priority when it became ready.
    func apply(_ edit: TaskEdit, to task: inout AgentTask, at wall: Int64) throws -> Bool {
        let old = task
        task.take(edit)
        task.updatedAt = wall
        let lane = try ensureLane(in: task.project, type: task.type, requirements: task.requirements)
        return try EditUpdates.edit.run(
            old,
            [
                .text(task.title), .integer(task.priority.rawValue), .integer(lane.id), .integer(task.orderKey),
                task.isReady ? .integer(task.orderKey) : .null, .integer(task.deadline), .integer(task.estimatedMs),
                .integer(task.goal?.rawValue), .integer(task.parent?.rawValue), .integer(task.maxAttempts),
                .integer(task.leaseSeconds), .integer(wall),
            ],
            by: writer
        )
    }
}

private enum EditUpdates {
    static let edit = GuardedUpdate(
        """
        title = $5, priority = $6, lane = $7, order_key = $8, ready_key = $9, deadline = $10, estimated_ms = $11, \
        goal = $12, parent = $13, max_attempts = $14, lease_seconds = $15, updated_at = $16
        """
    )
}

extension AgentTask {
    /// Takes the new values over.
    fileprivate mutating func take(_ edit: TaskEdit) {
        if let title = edit.title { self.title = title }
        if let priority = edit.priority {
            orderKey = orderKey(as: priority)
            self.priority = priority
        }
        if let requirements = edit.requirements { self.requirements = requirements.sorted() }
        if let type = edit.type { self.type = type }
        if let deadline = edit.deadline { self.deadline = deadline }
        if let estimatedMs = edit.estimatedMs { self.estimatedMs = estimatedMs }
        if let goal = edit.goal { self.goal = goal }
        if let parent = edit.parent { self.parent = parent }
        if let maxAttempts = edit.maxAttempts { self.maxAttempts = maxAttempts }
        if let leaseSeconds = edit.leaseSeconds { self.leaseSeconds = leaseSeconds }
    }
}
