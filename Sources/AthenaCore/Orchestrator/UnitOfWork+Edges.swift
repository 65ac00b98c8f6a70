internal import AthenaJSON

extension TaskRequest {
    /// Whether a dependency in this state holds the new task back no longer.
    func isSatisfied(by status: TaskStatus) -> Bool {
        switch status {
        case .completed: true
        case .failed, .cancelled: dependencyPolicy == .ignore
        default: false
        }
    }

    /// The row to store.
    func newTask(in project: Project.ID, placement: Placement, caller: Caller, at wall: Int64) -> NewTask {
        let body = TaskBody(
            content: content,
            labels: labels,
            metadata: metadata.map { JSON.object($0).text },
            externalRef: externalRef,
            createdBy: caller.boundAgent?.rawValue ?? caller.principal,
            trace: trace
        )
        var task = NewTask(
            project: project,
            title: effectiveTitle,
            type: type,
            placement: placement,
            createdAt: wall,
            body: body
        )
        task.priority = priority
        task.requirements = Array(Set(requirements)).sorted()
        task.maxAttempts = maxAttempts
        task.retryDelayMs = retryDelayMs
        task.dependencyPolicy = dependencyPolicy
        task.leaseSeconds = leaseSeconds
        task.deadline = deadline
        task.estimatedMs = estimatedMs
        task.goal = goal
        return task
    }
}

extension UnitOfWork {
    /// Writes the event of a new task.
    func noteCreated(_ task: AgentTask, dependencies: [AgentTask.ID]) throws {
        tally(.created)
        var data: JSONObject = [:]
        if let parent = task.parent { data["parent"] = .string(parent.description) }
        if let goal = task.goal { data["goal"] = .string(goal.description) }
        let actor = caller.boundAgent?.rawValue ?? caller.principal
        try note(.taskCreated, of: task, actor: actor, data: data.isEmpty ? nil : data) { facts in
            facts.priority = task.priority
            facts.requirements = task.requirements.isEmpty ? nil : task.requirements
            facts.dependencies = dependencies.isEmpty ? nil : dependencies
            facts.estimatedDurationMs = task.estimatedMs
        }
    }

    /// Counts one more task that waits for `task`.
    func addDependent(to task: AgentTask) throws -> AgentTask {
        guard task.dependents < TaskLimits.dependents else {
            throw AthenaError(
                .tooLarge,
                "\(task.id) already has \(TaskLimits.dependents) tasks waiting for it.",
                next: "Put a task between: let it depend on \(task.id), and the others on it."
            )
        }
        return try apply(.count(dependents: task.dependents + 1, unmet: task.unmet), to: task)
    }

    /// Makes a stored parent wait for a new child.
    func adopt(child: AgentTask.ID, by parentID: AgentTask.ID) throws {
        let parent = try requireTask(parentID)
        try tx.addEdge(from: parentID, to: child, isChild: true, isSatisfied: false)
        try hold(parent, unmet: parent.unmet + 1)
    }

    /// Gives a task more to wait for; one that could have been claimed becomes blocked.
    func hold(_ task: AgentTask, unmet: Int) throws {
        guard task.status == .pending || task.status == .blocked else {
            try apply(.count(dependents: task.dependents, unmet: unmet), to: task)
            return
        }
        let placement = Placement(
            status: .blocked,
            isReady: false,
            orderKey: task.orderKey,
            timerAt: task.timerAt
        )
        let changed = try apply(.place(placement, unmet: unmet, at: now.wall), to: task)
        if task.status == .pending { try note(.taskBlocked, of: changed, actor: caller.principal) }
    }

    /// Writes the parent of a task that was stored before it.
    func setParent(_ parent: AgentTask.ID, of child: AgentTask.ID) throws {
        var edit = TaskEdit()
        edit.parent = .some(parent)
        try apply(.edit(edit, at: now.wall), to: try requireTask(child))
    }
}
