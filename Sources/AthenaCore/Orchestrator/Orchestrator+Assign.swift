internal import AthenaJSON

extension Orchestrator {
    /// Reserves a pending task for a registered, capable, active agent with a free slot.
    ///
    /// - Throws: `agent_unknown`, `agent_inactive`, `agent_not_capable`, `agent_full`, `illegal_transition`.
    package func assign(
        _ id: AgentTask.ID,
        to agent: Agent.ID,
        once: Once? = nil,
        as caller: Caller
    ) async throws -> Lease {
        try await perform(as: caller) { work in
            if let once, let earlier = try work.remembered(once) {
                return try work.replayAssignment(earlier, of: id, to: agent)
            }
            let task = try work.assign(try work.requireTask(id), to: agent, data: nil)
            if let once { try work.remember(once, "\(id).\(task.fence)") }
            return work.lease(of: task, agent: agent)
        }
    }

    /// Starts a task that is reserved for the agent; repeatable for the holder.
    ///
    /// - Throws: `illegal_transition`, `not_permitted` when it is reserved for, or held by, somebody else.
    package func start(
        _ id: AgentTask.ID,
        by agent: Agent.ID,
        leaseSeconds: Int?,
        as caller: Caller
    ) async throws -> Brief {
        try await perform(as: caller) { work in
            let task = try work.requireTask(id)
            try TaskMachine.require(.start, on: task)
            guard task.assignedTo == agent, task.holder == nil || task.holder == caller.principal else {
                throw AthenaError(
                    .notPermitted,
                    "\(id) is \(task.status == .running ? "held by" : "reserved for") \(task.assignedTo?.rawValue ?? "nobody").",
                    next: "Ask for other work with claim_task."
                )
            }
            try work.touch(try work.requireAgent(agent))
            let running = task.status == .running ? task : try work.start(task, leaseSeconds: leaseSeconds)
            return try work.brief(for: running)
        }
    }
}

extension UnitOfWork {
    /// The same reservation again, for a repeated call; `lease_lost` once it has ended.
    fileprivate func replayAssignment(_ name: String, of id: AgentTask.ID, to agent: Agent.ID) throws -> Lease {
        let task = try requireTask(id)
        let fence = name.split(separator: ".").last.flatMap { Int64($0) } ?? 0
        guard task.fence == fence, task.status.isLeased, task.assignedTo == agent else {
            let lost = try leaseLost(task, fence: fence)
            throw AthenaError(
                .leaseLost,
                lost.message,
                next: "Nothing of this call was stored; assign \(id) under a new key if that is still wanted.",
                details: lost.details
            )
        }
        return lease(of: task, agent: agent)
    }

    /// Reserves a task, refusing by the first filter that the agent does not pass.
    func assign(_ task: AgentTask, to id: Agent.ID, data: JSONObject?) throws -> AgentTask {
        if let refusal = refusal(toAssign: task) { throw refusal }
        let agent = try requireActive(id)
        let missing = task.requirements.filter { required in !agent.skills.contains { $0.skill == required } }
        guard missing.isEmpty else {
            throw AthenaError(
                .agentNotCapable,
                "\(id) lacks \(missing.map(\.rawValue).joined(separator: ", ")), which \(task.id) needs.",
                next: "Choose another agent with find_capable_agents, or let route_task choose.",
                details: ["missing": .array(missing.map { .string($0.rawValue) })]
            )
        }
        guard agent.freeSlots > 0 else {
            throw AthenaError(
                .agentFull,
                "\(id) holds \(agent.load) of \(agent.maxConcurrent) leases.",
                next: "Choose another agent, or wait until it has finished one.",
                retryAfterMs: 5_000
            )
        }
        return try reserve(task, for: id, data: data)
    }

    /// Why a task in its present state can be assigned to nobody; nil when it can.
    func refusal(toAssign task: AgentTask) -> AthenaError? {
        do throws(AthenaError) {
            try TaskMachine.require(.assign, on: task)
        } catch {
            return error
        }
        guard task.hasLeasesLeft else {
            return AthenaError(
                .tooLarge,
                "\(task.id) has been leased \(task.fence) times and cannot be leased again.",
                next: "Cancel it and create a new task for the work."
            )
        }
        guard !task.isReady else { return nil }
        return AthenaError(
            .illegalTransition,
            "\(task.id) is scheduled for later and cannot be assigned yet.",
            next: "Wait until it is ready; get_task_status says when."
        )
    }

    private func reserve(_ task: AgentTask, for id: Agent.ID, data: JSONObject?) throws -> AgentTask {
        let period = Int64(task.leaseSeconds) * 1_000
        let grant = TaskChange.Grant(
            agent: id,
            holder: nil,
            leaseUntil: now.steady + period,
            leasePeriodMs: period,
            at: now.wall
        )
        let assigned = try apply(.grant(grant), to: task, as: .assign)
        try changeLoad(of: id, by: 1)
        tally(.claims)
        tally(.waitMs, max(0, now.wall - task.updatedAt))
        let actor = caller.boundAgent?.rawValue ?? caller.principal
        try note(.taskAssigned, of: assigned, actor: actor, data: data) { $0.assignedTo = id }
        return assigned
    }
}
