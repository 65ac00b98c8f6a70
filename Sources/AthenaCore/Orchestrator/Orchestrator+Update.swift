internal import AthenaJSON

extension Orchestrator {
    /// Changes a task that nobody holds and that has not ended.
    ///
    /// - Throws: `illegal_transition` while it is leased or after it ended, `dependency_unknown`, `dependency_cycle`.
    package func update(_ id: AgentTask.ID, with update: TaskUpdate, as caller: Caller) async throws -> AgentTask {
        try await perform(as: caller) { work in
            let task = try work.requireTask(id)
            guard !task.status.isTerminal, !task.status.isLeased else {
                throw AthenaError(
                    .illegalTransition,
                    "\(id) is \(task.status.rawValue) and cannot be edited now.",
                    next: task.status.isTerminal
                        ? "Create a new task instead." : "Wait until its lease has ended, or cancel it."
                )
            }
            return try TaskEditing(work: work, update: update).run(on: task)
        }
    }
}

/// One edit: everything is checked first, then written.
struct TaskEditing {
    let work: UnitOfWork
    let update: TaskUpdate

    func run(on task: AgentTask) throws -> AgentTask {
        let links = try work.tx.dependencies(of: task.id)
        let present = links.filter { !$0.isChild }
        let added = try newDependencies(of: task, beside: links)
        let removed = try goneDependencies(of: task, present: present)
        let orderKey = update.priority.map { task.orderKey(as: $0) } ?? task.orderKey
        var task = try editBody(of: task)
        task = try editRow(of: task)
        task = try changeEdges(of: task, adding: added, removing: removed, orderKey: orderKey)
        try noteUpdate(of: task, from: present.map(\.task), added: added.map(\.id), removed: removed.map(\.task))
        return task
    }

    private func noteUpdate(
        of task: AgentTask,
        from present: [AgentTask.ID],
        added: [AgentTask.ID],
        removed: [AgentTask.ID]
    ) throws {
        let data = update.eventData(adding: added, removing: removed)
        try work.note(.taskUpdated, of: task, actor: work.caller.principal, data: data) { facts in
            facts.priority = update.priority
            facts.requirements = update.requirements == nil ? nil : task.requirements
            guard !added.isEmpty || !removed.isEmpty else { return }
            facts.dependencies = (present.filter { !removed.contains($0) } + added).sorted()
        }
    }

    private func newDependencies(of task: AgentTask, beside links: [DependencyLink]) throws -> [AgentTask] {
        // A parent waits for its children already.
        let ids = Set(update.addDependencies).subtracting(links.map(\.task))
        guard links.count(where: { !$0.isChild }) + ids.count <= TaskLimits.dependencies else {
            throw AthenaError(
                .tooLarge,
                "\(task.id) would have more than \(TaskLimits.dependencies) dependencies.",
                next: "Put a task between that gathers some of them."
            )
        }
        return try ids.sorted().map { id in
            guard let dependency = try work.tx.task(id, in: work.project) else {
                throw AthenaError(.dependencyUnknown, "There is no task \(id) to depend on.", next: "Create it first.")
            }
            if id == task.id { throw AthenaError.cycle([id.description]) }
            if let path = try work.tx.path(from: id, to: task.id, bound: 20_000) {
                throw AthenaError.cycle([task.id.description] + path.dropLast().map(\.description))
            }
            return dependency
        }
    }

    private func goneDependencies(of task: AgentTask, present: [DependencyLink]) throws -> [DependencyLink] {
        try Set(update.removeDependencies).sorted().map { id in
            guard let link = present.first(where: { $0.task == id }) else {
                throw AthenaError.notFound("dependency of \(task.id) on \(id)")
            }
            return link
        }
    }

    private func editBody(of task: AgentTask) throws -> AgentTask {
        guard update.content != nil || update.labels != nil, var body = try work.tx.body(of: task.id) else {
            return task
        }
        if let content = update.content { body.content = content }
        if let labels = update.labels { body.labels = labels }
        try work.tx.replaceBody(of: task.id, in: work.project, with: body)
        return task
    }

    private func editRow(of task: AgentTask) throws -> AgentTask {
        var edit = TaskEdit()
        edit.title = update.title
        edit.priority = update.priority
        edit.requirements = update.requirements.map { Array(Set($0)).sorted() }
        edit.deadline = update.deadline
        return try work.apply(.edit(edit, at: work.now.wall), to: task)
    }

    private func changeEdges(
        of task: AgentTask,
        adding added: [AgentTask],
        removing removed: [DependencyLink],
        orderKey: Int64?
    ) throws -> AgentTask {
        var unmet = task.unmet
        for dependency in added {
            let isSatisfied = task.answer(to: dependency.status) == .goesOn
            _ = try work.addDependent(to: dependency)
            try work.tx.addEdge(from: task.id, to: dependency.id, isChild: false, isSatisfied: isSatisfied)
            if !isSatisfied { unmet += 1 }
        }
        for link in removed {
            let dependency = try work.requireTask(link.task)
            let dependents = max(0, dependency.dependents - 1)
            try work.apply(.count(dependents: dependents, unmet: dependency.unmet), to: dependency)
            try work.tx.removeEdge(from: task.id, to: link.task)
            if !link.isSatisfied { unmet = max(0, unmet - 1) }
        }
        return try place(task, unmet: unmet, orderKey: orderKey)
    }

    /// Puts the task where it now belongs.
    private func place(_ task: AgentTask, unmet: Int, orderKey: Int64?) throws -> AgentTask {
        let timer: Int64? = if let runAfter = update.runAfter { runAfter } else { task.timerAt }
        guard task.status != .waiting else {
            // It goes on waiting for its answer, which then finds the schedule.
            let aside = Placement(status: .waiting, isReady: false, orderKey: task.orderKey, timerAt: timer)
            return try work.apply(.place(aside, unmet: unmet, at: work.now.wall), to: task)
        }
        let placement = Placement.of(
            unmet: unmet,
            timerAt: timer,
            priority: task.priority,
            orderKey: orderKey,
            now: work.now
        )
        let placed = try work.apply(.place(placement, unmet: unmet, at: work.now.wall), to: task)
        try work.expectCascade(on: placed)
        return placed
    }
}
