internal import AthenaJSON

extension UnitOfWork {
    /// Carries the end of a task to everything that waits for it.
    ///
    /// - Returns: the tasks that can be worked on from now on, by id.
    @discardableResult
    func settleDependents(of task: AgentTask) throws -> [AgentTask.ID] {
        var released: [AgentTask.ID] = []
        var open = [task]
        var budget = TaskLimits.cascade
        while let ended = open.popLast() {
            guard ended.dependents > 0 else { continue }
            for link in try tx.dependents(of: ended.id, limit: TaskLimits.dependents + 1) where !link.isSatisfied {
                guard let waiting = try tx.task(link.task, in: project), !waiting.status.isTerminal else { continue }
                switch waiting.answer(to: ended.status) {
                case .goesOn: if try satisfy(waiting, by: ended) { released.append(waiting.id) }
                case .stays: continue
                case .isCancelled:
                    guard budget > 0, waiting.status == .blocked else { continue }
                    budget -= 1
                    open.append(try cancelOne(waiting, reason: "\(ended.id) ended \(ended.status.rawValue)"))
                }
            }
        }
        return released.sorted()
    }

    /// Takes one thing away that a task waits for; true when it was the last.
    private func satisfy(_ waiting: AgentTask, by ended: AgentTask) throws -> Bool {
        try tx.markEdge(from: waiting.id, to: ended.id, isSatisfied: true)
        let unmet = max(0, waiting.unmet - 1)
        guard waiting.status == .blocked, unmet == 0 else {
            try apply(.count(dependents: waiting.dependents, unmet: unmet), to: waiting)
            return false
        }
        let placement = Placement.of(
            unmet: 0,
            timerAt: waiting.timerAt,
            priority: waiting.priority,
            orderKey: waiting.orderKey,
            now: now
        )
        let unblocked = try apply(.place(placement, unmet: 0, at: now.wall), to: waiting)
        try note(.taskUnblocked, of: unblocked, actor: caller.principal, data: ["by": .string(ended.id.description)])
        return true
    }
}

extension AgentTask {
    /// What a waiting task does when one of those it waits for ends.
    enum Answer { case goesOn, stays, isCancelled }

    /// The policy's answer to a dependency that ended in `status`.
    func answer(to status: TaskStatus) -> Answer {
        switch (status, dependencyPolicy) {
        case (.completed, _), (.failed, .ignore), (.cancelled, .ignore): .goesOn
        case (.failed, .cancel), (.cancelled, .cancel): .isCancelled
        default: .stays
        }
    }
}
