internal import AthenaJSON

extension Orchestrator {
    /// Gives a task back without a failure and without a wait.
    ///
    /// - Throws: `lease_lost`, `lease_invalid`.
    package func release(_ token: LeaseToken, note: String? = nil, as caller: Caller) async throws -> AgentTask {
        try await perform(as: caller) { work in
            switch try work.present(token) {
            case .held(let task, _): return try work.release(task, actor: .holder, note: note)
            case .ended(let task, let attempt):
                guard attempt.outcome == .released else { throw try work.leaseLost(task, fence: attempt.fence) }
                return task
            }
        }
    }

    /// Gives back what was granted to a caller that could not be told.
    ///
    /// The attempt counts as never started: nothing is held against the agent.
    package func takeBack(_ leases: [Lease], as caller: Caller) async throws {
        try await perform(as: caller) { work in
            for lease in leases {
                guard case .held(let task, _) = try work.present(lease.token) else { continue }
                _ = try work.release(task, actor: .holder, note: nil)
            }
        }
    }
}

extension UnitOfWork {
    /// Ends a lease as if it had not been: no failure, no backoff, the same place in the order.
    func release(_ task: AgentTask, actor: LeaseEnd.Actor, note: String?) throws -> AgentTask {
        try TaskMachine.require(.release, on: task)
        if let note {
            let author = actor.name(holder: task.assignedTo ?? Agent.ID(rawValue: caller.principal))
            try tx.add(Note(at: now.wall, kind: .release, author: author, fence: task.fence, text: note), to: task.id)
        }
        var settlement = TaskChange.Settlement(task.placement(at: now), of: task, at: now.wall)
        settlement.progress = 0
        let end = LeaseEnd(
            action: .release,
            outcome: .released,
            settlement: settlement,
            event: .taskReleased,
            actor: actor
        )
        let settled = try endLease(of: task, end)
        tally(.released)
        return settled
    }
}
