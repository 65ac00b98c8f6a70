extension UnitOfWork {
    /// Grants what the agent may have now: what is assigned to it first, then the best ready tasks.
    ///
    /// - Throws: `agent_unknown`, `agent_inactive`.
    func claim(_ request: ClaimRequest) throws -> ClaimAnswer {
        let agent = try requireActive(request.agent)
        try touch(agent)
        var leased: [AgentTask] = []
        if agent.load > 0 { leased = try startAssigned(to: agent, request: request) }
        let free = agent.freeSlots
        var wanted = min(request.max - leased.count, free)
        while wanted > 0, let task = try nextReady(for: agent, types: request.types) {
            leased.append(try grant(task, to: agent.id, leaseSeconds: request.leaseSeconds))
            wanted -= 1
        }
        guard leased.isEmpty else { return ClaimAnswer(briefs: try leased.map(brief)) }
        if free == 0 {
            return ClaimAnswer(
                briefs: [],
                reason: "\(agent.id) holds \(agent.load) of \(agent.maxConcurrent) leases; finish or release one first."
            )
        }
        return ClaimAnswer.nothingReady(for: agent.id)
    }

    /// The agent, if it may take new leases.
    func requireActive(_ id: Agent.ID) throws -> Agent {
        let agent = try requireAgent(id)
        guard agent.status == .active else {
            throw AthenaError(
                .agentInactive,
                "\(id) is \(agent.status.rawValue) and gets no new leases.",
                next: "An operator can make it active with set_agent_status."
            )
        }
        return agent
    }

    private func nextReady(for agent: Agent, types: [String]?) throws -> AgentTask? {
        try tx.firstReady(in: project, skills: agent.skills.map(\.skill), types: types) { task in
            task.isOffered(to: agent.id, at: now)
        }
    }

    private func startAssigned(to agent: Agent, request: ClaimRequest) throws -> [AgentTask] {
        let assigned = try tx.leases(of: agent.id, in: project).filter { task in
            task.status == .assigned && (request.types?.contains(task.type) ?? true)
        }
        return try assigned.prefix(request.max).map { try start($0, leaseSeconds: request.leaseSeconds) }
    }

    /// Gives a ready task to an agent under a new lease.
    func grant(_ task: AgentTask, to agent: Agent.ID, leaseSeconds: Int?) throws -> AgentTask {
        let period = Int64(leaseSeconds ?? task.leaseSeconds) * 1_000
        let running = try apply(
            .grant(
                TaskChange.Grant(
                    agent: agent,
                    holder: caller.principal,
                    leaseUntil: now.steady + period,
                    leasePeriodMs: period,
                    at: now.wall
                )
            ),
            to: task
        )
        try changeLoad(of: agent, by: 1)
        tally(.claims)
        tally(.waitMs, max(0, now.wall - task.updatedAt))
        try note(.taskClaimed, of: running, actor: agent.rawValue) { facts in
            facts.assignedTo = agent
            facts.startedAt = running.startedAt
        }
        return running
    }

    /// Starts a task that is reserved for its agent; its fence stays.
    func start(_ task: AgentTask, leaseSeconds: Int?) throws -> AgentTask {
        let period = Int64(leaseSeconds ?? task.leaseSeconds) * 1_000
        let running = try apply(
            .start(
                holder: caller.principal,
                leaseUntil: now.steady + period,
                leasePeriodMs: period,
                at: now.wall
            ),
            to: task
        )
        let agent = task.assignedTo
        try note(.taskStarted, of: running, actor: agent?.rawValue ?? caller.principal) { facts in
            facts.assignedTo = agent
            facts.startedAt = running.startedAt
        }
        return running
    }

    /// The lease of a task that this caller holds for `agent`.
    func lease(of task: AgentTask, agent: Agent.ID) -> Lease {
        let token = signer.token(
            project: project,
            task: task.id,
            fence: task.fence,
            principal: caller.principal,
            agent: agent
        )
        return Lease(task: task, token: token, expiresInMs: (task.leaseUntil ?? now.steady) - now.steady)
    }
}

extension AgentTask {
    /// Whether this agent may have the task now, as far as avoidance and preference go.
    package func isOffered(to agent: Agent.ID, at now: Moment) -> Bool {
        if let avoids, avoids.agent == agent, now.wall < avoids.until { return false }
        if let prefers, prefers.agent != agent, now.wall < prefers.until { return false }
        return true
    }
}
