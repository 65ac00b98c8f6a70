internal import AthenaCore

extension SQLTransaction {
    /// Ends a lease or a wait.
    func apply(_ settlement: TaskChange.Settlement, to task: inout AgentTask) throws -> Bool {
        let old = task
        task.status = settlement.status
        task.isReady = settlement.isReady
        task.orderKey = settlement.orderKey
        task.timerAt = settlement.timerAt
        task.failures = settlement.failures
        task.progress = settlement.progress
        task.avoids = settlement.avoids
        task.prefers = settlement.prefers
        task.completedAt = settlement.completedAt
        task.assignedTo = nil
        task.holder = nil
        task.leaseUntil = nil
        task.leasePeriodMs = nil
        task.updatedAt = settlement.at
        let leavesTheQueue = settlement.completedAt != nil && old.status.isLeased
        return leavesTheQueue ? try finish(old, settlement) : try resettle(old, settlement)
    }

    /// The common end, which leaves alone what a leased task does not have: a place among the ready, and timers.
    private func finish(_ old: AgentTask, _ settlement: TaskChange.Settlement) throws -> Bool {
        try SettleUpdates.finish.run(
            old,
            [
                .text(settlement.status.rawValue), .integer(settlement.failures), .integer(settlement.progress),
                .integer(settlement.completedAt), .integer(settlement.at),
            ],
            by: writer
        )
    }

    private func resettle(_ old: AgentTask, _ settlement: TaskChange.Settlement) throws -> Bool {
        try SettleUpdates.resettle.run(
            old,
            [
                .text(settlement.status.rawValue), settlement.isReady ? .integer(settlement.orderKey) : .null,
                .integer(settlement.orderKey), .integer(settlement.timerAt), .integer(settlement.failures),
                .integer(settlement.progress), .integer(try key(of: settlement.avoids, in: old.project)),
                .integer(settlement.avoids?.until), .integer(try key(of: settlement.prefers, in: old.project)),
                .integer(settlement.prefers?.until), .integer(settlement.completedAt), .integer(settlement.at),
            ],
            by: writer
        )
    }

    private func key(of affinity: AgentTask.Affinity?, in project: Project.ID) throws -> Int64? {
        guard let affinity else { return nil }
        guard let key = try names.agentKey(affinity.agent, in: project) else {
            throw AthenaError.unregistered(affinity.agent)
        }
        return key
    }
}

private enum SettleUpdates {
    static let finish = GuardedUpdate(
        """
        status = $5, assigned_to = NULL, holder = NULL, lease_until = NULL, lease_period_ms = NULL, failures = $6, \
        progress = $7, avoids = NULL, avoids_until = NULL, prefers = NULL, prefers_until = NULL, completed_at = $8, \
        updated_at = $9
        """
    )
    static let resettle = GuardedUpdate(
        """
        status = $5, ready_key = $6, order_key = $7, timer_at = $8, assigned_to = NULL, holder = NULL, \
        lease_until = NULL, lease_period_ms = NULL, failures = $9, progress = $10, avoids = $11, avoids_until = $12, \
        prefers = $13, prefers_until = $14, completed_at = $15, updated_at = $16
        """
    )
}
