internal import AthenaJSON

/// What cancelling did to one task.
package struct Cancellation: Sendable, Hashable {
    /// What happened to one id.
    package enum Effect: String, Sendable {
        case cancelled
        case unchanged
        case notFound = "not_found"
    }

    package let task: AgentTask.ID
    package let effect: Effect
    /// Where it stands; nil where it was not found.
    package let status: TaskStatus?
    /// Open children and dependents that were cancelled with it.
    package let also: [AgentTask.ID]

    /// Gathers the effect on one id.
    package init(task: AgentTask.ID, effect: Effect, status: TaskStatus?, also: [AgentTask.ID] = []) {
        self.task = task
        self.effect = effect
        self.status = status
        self.also = also
    }
}

extension Orchestrator {
    /// Cancels tasks and their open children, ending leases at once; each id gets its own result.
    package func cancel(_ ids: [AgentTask.ID], reason: String?, as caller: Caller) async throws -> [Cancellation] {
        try await perform(as: caller) { work in
            var cascade = Cascade()
            let results = try ids.map { id in
                try work.cancel(id, reason: reason ?? "cancelled by \(caller.principal)", in: &cascade)
            }
            work.sweepState.expect(cascade.leftovers, after: work.tx)
            return results
        }
    }

    /// Brings a failed or cancelled task back, with its failures forgotten and its attempts kept.
    ///
    /// What it waits for is decided anew, and a schedule that it had still holds.
    ///
    /// - Throws: `illegal_transition`.
    package func retry(_ id: AgentTask.ID, as caller: Caller) async throws -> AgentTask {
        try await perform(as: caller) { work in
            let task = try work.requireTask(id)
            try TaskMachine.require(.retry, on: task)
            return try work.retry(task)
        }
    }
}

extension UnitOfWork {
    fileprivate func retry(_ ended: AgentTask) throws -> AgentTask {
        let unmet = try recountUnmet(of: ended)
        let task =
            unmet == ended.unmet ? ended : try apply(.count(dependents: ended.dependents, unmet: unmet), to: ended)
        let placement = task.placement(at: now, timerAt: task.timerAt)
        var settlement = TaskChange.Settlement(placement, of: task, at: now.wall)
        settlement.failures = 0
        settlement.progress = 0
        let retried = try apply(.settle(settlement), to: task, as: .retry)
        tally(.retried)
        if ended.status == .failed { tally(.revived) }
        try note(.taskRetried, of: retried, actor: caller.principal)
        try expectCascade(on: retried)
        return retried
    }

    func cancel(_ id: AgentTask.ID, reason: String, in cascade: inout Cascade) throws -> Cancellation {
        guard let task = try tx.task(id, in: project) else {
            return Cancellation(task: id, effect: .notFound, status: nil)
        }
        guard !task.status.isTerminal else {
            return Cancellation(task: id, effect: .unchanged, status: task.status)
        }
        let before = cascade.cancelled.count
        try spread(try cancelOne(task, reason: reason), in: &cascade)
        let also = cascade.cancelled.dropFirst(before).sorted()
        return Cancellation(task: id, effect: .cancelled, status: .cancelled, also: also)
    }

    /// Cancels one task without looking at what hangs on it.
    func cancelOne(_ task: AgentTask, reason: String) throws -> AgentTask {
        try TaskMachine.require(.cancel, on: task)
        let actor = caller.boundAgent?.rawValue ?? caller.principal
        var settlement = TaskChange.Settlement(.cancelled, of: task, at: now.wall)
        settlement.timerAt = task.schedule(at: now.wall)
        var end = LeaseEnd(
            action: .cancel,
            outcome: .cancelled,
            settlement: settlement,
            event: .taskCancelled,
            actor: .other(actor)
        )
        end.error = reason
        tally(.cancelled)
        guard task.status.isLeased else {
            let cancelled = try apply(.settle(settlement), to: task, as: .cancel)
            try note(.taskCancelled, of: cancelled, actor: actor) { facts in
                facts.errorMessage = reason
                facts.completedAt = now.wall
            }
            return cancelled
        }
        return try endLease(of: task, end)
    }
}
