package import AthenaCore

extension SQLTransaction {
    package func apply(_ change: TaskChange, to task: AgentTask) throws -> AgentTask? {
        var changed = task
        try writer.lanes.load(task.project)
        let isDone =
            switch change {
            case .grant(let grant): try apply(grant, to: &changed)
            case .start(let holder, let leaseUntil, let leasePeriodMs, let at):
                try start(&changed, holder: holder, leaseUntil: leaseUntil, leasePeriodMs: leasePeriodMs, at: at)
            case .renew(let leaseUntil, let leasePeriodMs, let progress, let at):
                try renew(&changed, leaseUntil: leaseUntil, leasePeriodMs: leasePeriodMs, progress: progress, at: at)
            case .settle(let settlement): try apply(settlement, to: &changed)
            case .place(let placement, let unmet, let at): try place(&changed, placement, unmet: unmet, at: at)
            case .count(let dependents, let unmet): try count(&changed, dependents: dependents, unmet: unmet)
            case .edit(let edit, let at): try apply(edit, to: &changed, at: at)
            }
        guard isDone else { return nil }
        try follow(from: task, to: changed)
        return changed
    }

    /// Brings the totals and the heads of lanes up to date with a change.
    private func follow(from old: AgentTask, to new: AgentTask) throws {
        move(new.project, from: old.place, to: new.place, at: new.updatedAt)
        if old.assignedTo != new.assignedTo || old.status != new.status {
            writer.leases.move(new.id.rawValue, from: try lease(of: old), to: try lease(of: new))
        }
        let stays =
            old.isReady == new.isReady && old.orderKey == new.orderKey && old.type == new.type
            && old.requirements == new.requirements
        guard !stays else { return }
        if old.isReady {
            let lane = try ensureLane(in: old.project, type: old.type, requirements: old.requirements)
            writer.lanes.leave(lane.id, id: old.id.rawValue)
        }
        if new.isReady, let key = new.orderKey {
            let lane = try ensureLane(in: new.project, type: new.type, requirements: new.requirements)
            enter(lane.id, at: LaneHead(key: key, id: new.id.rawValue))
        }
    }

    private func lease(of task: AgentTask) throws -> LeaseBook.Lease? {
        guard let agent = task.assignedTo, let key = try names.agentKey(agent, in: task.project) else { return nil }
        return LeaseBook.Lease(agent: key, isReserved: task.status == .assigned)
    }

    private func apply(_ grant: TaskChange.Grant, to task: inout AgentTask) throws -> Bool {
        guard let key = try names.agentKey(grant.agent, in: task.project) else {
            throw AthenaError.unregistered(grant.agent)
        }
        let old = task
        task.status = grant.status
        task.isReady = false
        task.timerAt = nil
        task.fence += 1
        task.assignedTo = grant.agent
        task.holder = grant.holder
        task.leaseUntil = grant.leaseUntil
        task.leasePeriodMs = grant.leasePeriodMs
        task.grantedAt = grant.at
        task.startedAt = grant.holder == nil ? nil : grant.at
        task.updatedAt = grant.at
        return try Updates.grant.run(
            old,
            [
                .text(task.status.rawValue), .integer(key), .text(grant.holder), .integer(grant.leaseUntil),
                .integer(grant.leasePeriodMs), .integer(grant.at), .integer(task.startedAt),
            ],
            by: writer
        )
    }

    private func start(
        _ task: inout AgentTask,
        holder: String,
        leaseUntil: Int64,
        leasePeriodMs: Int64,
        at: Int64
    ) throws -> Bool {
        let old = task
        task.status = .running
        task.holder = holder
        task.leaseUntil = leaseUntil
        task.leasePeriodMs = leasePeriodMs
        task.startedAt = at
        task.updatedAt = at
        return try Updates.start.run(
            old,
            [.text(holder), .integer(leaseUntil), .integer(leasePeriodMs), .integer(at)],
            by: writer
        )
    }

    private func renew(
        _ task: inout AgentTask,
        leaseUntil: Int64,
        leasePeriodMs: Int64,
        progress: Int?,
        at: Int64
    ) throws -> Bool {
        let old = task
        task.leaseUntil = leaseUntil
        task.leasePeriodMs = leasePeriodMs
        task.progress = progress ?? task.progress
        task.updatedAt = at
        return try Updates.renew.run(
            old,
            [.integer(leaseUntil), .integer(leasePeriodMs), .integer(task.progress), .integer(at)],
            by: writer
        )
    }

    private func place(_ task: inout AgentTask, _ placement: Placement, unmet: Int, at: Int64) throws -> Bool {
        let old = task
        task.status = placement.status
        task.isReady = placement.isReady
        task.orderKey = placement.orderKey
        task.timerAt = placement.timerAt
        task.unmet = unmet
        task.updatedAt = at
        return try Updates.place.run(
            old,
            [
                .text(placement.status.rawValue), placement.isReady ? .integer(placement.orderKey) : .null,
                .integer(placement.orderKey), .integer(placement.timerAt), .integer(unmet), .integer(at),
            ],
            by: writer
        )
    }

    private func count(_ task: inout AgentTask, dependents: Int, unmet: Int) throws -> Bool {
        let old = task
        task.dependents = dependents
        task.unmet = unmet
        return try Updates.count.run(old, [.integer(dependents), .integer(unmet)], by: writer)
    }
}

/// What each kind of change sets; parameters begin at 5.
private enum Updates {
    static let grant = GuardedUpdate(
        """
        status = $5, ready_key = NULL, timer_at = NULL, fence = fence + 1, assigned_to = $6, holder = $7, \
        lease_until = $8, lease_period_ms = $9, granted_at = $10, started_at = $11, updated_at = $10
        """
    )
    static let start = GuardedUpdate(
        """
        status = 'running', holder = $5, lease_until = $6, lease_period_ms = $7, started_at = $8, updated_at = $8
        """
    )
    static let renew = GuardedUpdate("lease_until = $5, lease_period_ms = $6, progress = $7, updated_at = $8")
    static let place = GuardedUpdate(
        "status = $5, ready_key = $6, order_key = $7, timer_at = $8, unmet = $9, updated_at = $10"
    )
    static let count = GuardedUpdate("dependents = $5, unmet = $6")
}
