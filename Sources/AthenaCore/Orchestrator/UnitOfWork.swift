internal import AthenaJSON

/// One transaction of one caller at one moment, with the steps that several use cases share.
struct UnitOfWork {
    let tx: any WriteTransaction
    let caller: Caller
    let now: Moment
    let signer: LeaseSigner
    let sweepState: SweepState

    var project: Project.ID { caller.project.id }

    /// The task with this id, or `not_found`, also when it belongs to another project.
    func requireTask(_ id: AgentTask.ID) throws -> AgentTask {
        guard let task = try tx.task(id, in: project) else { throw AthenaError.notFound("task \(id)") }
        return task
    }

    /// The agent of this name, or `agent_unknown` with the call to make.
    func requireAgent(_ id: Agent.ID) throws -> Agent {
        guard let agent = try tx.agent(id, in: project) else { throw AthenaError.unknownAgent(id) }
        return agent
    }

    /// Carries out a change that nothing inside this transaction can have overtaken.
    ///
    /// - Parameter action: what the change carries out, checked against the state machine; nil for a change that leaves
    ///   the task where it is, or moves it between waiting for others and waiting to be claimed.
    /// - Throws: `illegal_transition` when the machine does not know the move, or when the row is not as `task` says,
    ///   which leaves nothing applied.
    @discardableResult
    func apply(_ change: TaskChange, to task: AgentTask, as action: TaskAction? = nil) throws -> AgentTask {
        if let action { try TaskMachine.require(action, on: task, leadingTo: change.status(after: task.status)) }
        guard let changed = try tx.apply(change, to: task) else {
            throw AthenaError(
                .illegalTransition,
                "\(task.id) changed while this call was decided.",
                next: "Read it with get_task_status and decide again."
            )
        }
        return changed
    }

    /// Appends an event about a task, with the columns that every such event fills.
    func note(
        _ kind: EventKind,
        of task: AgentTask,
        actor: String,
        data: JSONObject? = nil,
        _ fill: (inout EventFacts) -> Void = { _ in }
    ) throws {
        var facts = EventFacts()
        facts.taskID = task.id
        facts.taskType = task.type
        facts.taskStatus = task.status
        if task.fence > 0 {
            facts.fence = task.fence
            facts.attempt = task.fence
        }
        if task.failures > 0 { facts.retryCount = task.failures }
        fill(&facts)
        let event = NewEvent(kind, actor: actor, subject: task.id.description, data: data, facts: facts)
        try tx.append(event, to: project, at: now)
    }

    /// Adds to the project's totals.
    func tally(_ counter: Tally.Counter, _ amount: Int64 = 1) {
        tx.add(amount, to: counter, in: project, at: now.wall)
    }

    /// Marks an agent as seen, at most one write in ten seconds.
    func touch(_ agent: Agent) throws {
        guard now.wall - agent.lastSeen > 10_000 else { return }
        var seen = agent
        seen.lastSeen = now.wall
        try tx.save(seen)
    }

    /// Changes the number of leases an agent holds, which alone is no sign of life of it.
    func changeLoad(of id: Agent.ID, by amount: Int, _ more: (inout Agent) -> Void = { _ in }) throws {
        guard var agent = try tx.agent(id, in: project) else { return }
        agent.load = max(0, agent.load + amount)
        more(&agent)
        try tx.save(agent)
    }
}

extension AthenaError {
    /// An agent that never registered here, with the call to make.
    package static func unknownAgent(_ id: Agent.ID) -> AthenaError {
        AthenaError(
            .agentUnknown,
            "No agent \(id) is registered in this project.",
            next: "Call register_agent with agent_id \(id) and its skills first."
        )
    }
}
