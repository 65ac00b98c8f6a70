internal import AthenaJSON

extension UnitOfWork {
    /// Carries the end of a task to everything that waits for it, in a transaction of its own count.
    ///
    /// - Returns: the tasks that can be worked on from now on, by id.
    @discardableResult
    func settleDependents(of task: AgentTask) throws -> [AgentTask.ID] {
        var cascade = Cascade()
        try spread(task, in: &cascade)
        sweepState.expect(cascade.leftovers, after: tx)
        return cascade.unblocked.sorted()
    }

    /// Carries the end of a task to its open children, if it was cancelled, and to everything that waits for it.
    ///
    /// - Parameter isContinued: whether the task ended in an earlier transaction that left something over; children
    ///   that were brought back since then are let be.
    func spread(_ task: AgentTask, in cascade: inout Cascade, isContinued: Bool = false) throws {
        var open = [task]
        while let ended = open.popLast() {
            let isFresh = !isContinued || ended.id != task.id
            if ended.status == .cancelled { open += try cancelChildren(of: ended, isFresh, in: &cascade) }
            open += try tell(dependentsOf: ended, in: &cascade)
        }
    }

    /// Has the sweep cancel a blocked task whose policy says so and which waits for something that ended badly before.
    func expectCascade(on task: AgentTask) throws {
        guard task.status == .blocked, task.dependencyPolicy == .cancel else { return }
        let causes = try tx.dependencies(of: task.id).filter { link in
            !link.isSatisfied && task.answer(to: link.status) == .isCancelled
        }
        let leftovers = Set(causes.map { Cascade.Leftover(task: $0.task, project: project) })
        sweepState.expect(leftovers, after: tx)
    }

    /// Decides anew what a task that comes back waits for: its dependencies and children may have ended meanwhile.
    ///
    /// - Returns: how many hold it back.
    func recountUnmet(of task: AgentTask) throws -> Int {
        try tx.dependencies(of: task.id).count { link in
            let goesOn = task.answer(to: link.status) == .goesOn
            if goesOn != link.isSatisfied { try tx.markEdge(from: task.id, to: link.task, isSatisfied: goesOn) }
            return !goesOn
        }
    }

    /// Cancels the open children of a cancelled task.
    ///
    /// The edge of each child is marked, so that a child brought back later is not taken for one left over.
    private func cancelChildren(
        of parent: AgentTask,
        _ isFresh: Bool,
        in cascade: inout Cascade
    ) throws -> [AgentTask] {
        var cancelled: [AgentTask] = []
        for link in try tx.dependencies(of: parent.id) where link.isChild && (isFresh || !link.isSatisfied) {
            if !link.status.isTerminal, let child = try tx.task(link.task, in: project) {
                guard cascade.mayGoOn else {
                    cascade.leave(parent)
                    break
                }
                cancelled.append(try cancelOne(child, reason: "its parent \(parent.id) was cancelled"))
                cascade.count(cancelled: child)
            }
            try tx.markEdge(from: parent.id, to: link.task, isSatisfied: true)
        }
        return cancelled
    }

    /// Tells those that wait for an ended task; answers those that are cancelled with it.
    private func tell(dependentsOf ended: AgentTask, in cascade: inout Cascade) throws -> [AgentTask] {
        guard ended.dependents > 0 else { return [] }
        var cancelled: [AgentTask] = []
        for link in try tx.dependents(of: ended.id, limit: TaskLimits.dependents + 1) where !link.isSatisfied {
            guard let waiting = try tx.task(link.task, in: project), !waiting.status.isTerminal else { continue }
            switch waiting.answer(to: ended.status) {
            case .goesOn: if let free = try satisfy(waiting, by: ended) { cascade.count(unblocked: free) }
            case .stays: continue
            case .isCancelled:
                guard waiting.status == .blocked else { continue }
                guard cascade.mayGoOn else {
                    cascade.leave(ended)
                    continue
                }
                cancelled.append(try cancelOne(waiting, reason: "\(ended.id) ended \(ended.status.rawValue)"))
                cascade.count(cancelled: waiting)
            }
        }
        return cancelled
    }

    /// Takes one thing away that a task waits for; answers the task when it was the last.
    private func satisfy(_ waiting: AgentTask, by ended: AgentTask) throws -> AgentTask? {
        try tx.markEdge(from: waiting.id, to: ended.id, isSatisfied: true)
        let unmet = max(0, waiting.unmet - 1)
        guard waiting.status == .blocked, unmet == 0 else {
            try apply(.count(dependents: waiting.dependents, unmet: unmet), to: waiting)
            return nil
        }
        let placement = Placement.of(
            unmet: 0,
            timerAt: waiting.timerAt,
            priority: waiting.priority,
            orderKey: waiting.orderKey,
            now: now
        )
        let unblocked = try apply(.place(placement, unmet: 0, at: now.wall), to: waiting, as: .unblock)
        try note(.taskUnblocked, of: unblocked, actor: caller.principal, data: ["by": .string(ended.id.description)])
        return unblocked
    }
}

extension AgentTask {
    /// What a waiting task does when one of those it waits for ends.
    enum Answer { case goesOn, stays, isCancelled }

    /// The policy's answer to a dependency in `status`.
    func answer(to status: TaskStatus) -> Answer {
        switch (status, dependencyPolicy) {
        case (.completed, _), (.failed, .ignore), (.cancelled, .ignore): .goesOn
        case (.failed, .cancel), (.cancelled, .cancel): .isCancelled
        default: .stays
        }
    }
}
