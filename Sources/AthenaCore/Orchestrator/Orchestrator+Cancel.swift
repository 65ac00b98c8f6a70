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
        let sweepState = sweepState
        return try await perform(as: caller) { work in
            work.tx.afterCommit { sweepState.expectCascades() }
            return try ids.map { try work.cancel($0, reason: reason ?? "cancelled by \(caller.principal)") }
        }
    }

    /// Brings a failed or cancelled task back, with its failures forgotten and its attempts kept.
    ///
    /// - Throws: `illegal_transition`.
    package func retry(_ id: AgentTask.ID, as caller: Caller) async throws -> AgentTask {
        try await perform(as: caller) { work in
            let task = try work.requireTask(id)
            try TaskMachine.require(.retry, on: task)
            var settlement = TaskChange.Settlement(task.placement(at: work.now), of: task, at: work.now.wall)
            settlement.failures = 0
            settlement.progress = 0
            let retried = try work.apply(.settle(settlement), to: task)
            work.tally(.retried)
            try work.note(.taskRetried, of: retried, actor: caller.principal)
            return retried
        }
    }
}

extension UnitOfWork {
    func cancel(_ id: AgentTask.ID, reason: String) throws -> Cancellation {
        guard let task = try tx.task(id, in: project) else {
            return Cancellation(task: id, effect: .notFound, status: nil)
        }
        guard !task.status.isTerminal else {
            return Cancellation(task: id, effect: .unchanged, status: task.status)
        }
        _ = try cancelOne(task, reason: reason)
        let also = try cancelChildren(of: task, reason: "its parent \(id) was cancelled")
        try settleDependents(of: try requireTask(id))
        return Cancellation(task: id, effect: .cancelled, status: .cancelled, also: also)
    }

    /// Cancels one task without looking at what hangs on it.
    func cancelOne(_ task: AgentTask, reason: String) throws -> AgentTask {
        try TaskMachine.require(.cancel, on: task)
        let settlement = TaskChange.Settlement(.cancelled, of: task, at: now.wall)
        var end = LeaseEnd(
            outcome: .cancelled,
            settlement: settlement,
            event: .taskCancelled,
            actor: caller.boundAgent?.rawValue ?? caller.principal
        )
        end.error = reason
        tally(.cancelled)
        guard task.status.isLeased else {
            let cancelled = try apply(.settle(settlement), to: task)
            try note(.taskCancelled, of: cancelled, actor: end.actor) { facts in
                facts.errorMessage = reason
                facts.completedAt = now.wall
            }
            return cancelled
        }
        return try endLease(of: task, end)
    }

    private func cancelChildren(of task: AgentTask, reason: String) throws -> [AgentTask.ID] {
        var cancelled: [AgentTask.ID] = []
        var open = [task.id]
        while let parent = open.popLast(), cancelled.count < TaskLimits.cascade {
            for link in try tx.dependencies(of: parent) where link.isChild && !link.status.isTerminal {
                guard let child = try tx.task(link.task, in: project), !child.status.isTerminal else { continue }
                _ = try cancelOne(child, reason: reason)
                try settleDependents(of: try requireTask(child.id))
                cancelled.append(child.id)
                open.append(child.id)
            }
        }
        return cancelled.sorted()
    }
}
