extension UnitOfWork {
    /// Grants what the agent may have now: what is assigned to it first, then the best ready tasks.
    ///
    /// - Throws: `agent_unknown`, `agent_inactive`.
    func claim(_ request: ClaimRequest) throws -> ClaimAnswer {
        let agent = try requireActive(request.agent)
        try touch(agent)
        var leased: [AgentTask] = []
        if agent.load > 0 { leased = try startAssigned(to: agent, request: request) }
        var kept: Int64?
        var wanted = min(request.max - leased.count, agent.freeSlots)
        while wanted > 0, let task = try nextReady(for: agent, types: request.types, kept: &kept) {
            leased.append(try grant(task, to: agent.id, leaseSeconds: request.leaseSeconds))
            wanted -= 1
        }
        guard leased.isEmpty else { return ClaimAnswer(briefs: try leased.map(brief)) }
        var answer = ClaimAnswer(briefs: [], reason: agent.reasonForNothing)
        answer.retryAt = kept
        return answer
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

    /// The best task for an agent.
    ///
    /// - Parameter kept: the earliest time at which a task that was passed over is kept from the agent no longer.
    private func nextReady(for agent: Agent, types: [String]?, kept: inout Int64?) throws -> AgentTask? {
        var earliest = kept
        let found = try tx.firstReady(in: project, skills: agent.skills.map(\.skill), types: types) { task in
            guard task.hasLeasesLeft else { return false }
            guard let until = task.keptUntil(from: agent.id, at: now) else { return true }
            earliest = min(earliest ?? until, until)
            return false
        }
        kept = earliest
        return found
    }

    private func startAssigned(to agent: Agent, request: ClaimRequest) throws -> [AgentTask] {
        let reserved = try tx.reserved(for: agent.id, in: project, limit: request.max) { task in
            request.types?.contains(task.type) ?? true
        }
        return try reserved.map { try start($0, leaseSeconds: request.leaseSeconds) }
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
            to: task,
            as: .claim
        )
        try changeLoad(of: agent, by: 1) { $0.lastSeen = max($0.lastSeen, now.wall) }
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
            to: task,
            as: .start
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

extension Agent {
    /// Why a claim found nothing for it.
    fileprivate var reasonForNothing: String {
        freeSlots > 0
            ? "Nothing that \(id) can do is ready."
            : "\(id) holds \(load) of \(maxConcurrent) leases; finish or release one first."
    }
}
