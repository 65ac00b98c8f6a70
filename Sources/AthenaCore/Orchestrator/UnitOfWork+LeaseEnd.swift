internal import AthenaJSON

/// How a lease ends: what is remembered of the attempt and what becomes of the task.
struct LeaseEnd {
    let action: TaskAction
    let outcome: Attempt.Outcome
    let settlement: TaskChange.Settlement
    let event: EventKind
    let actor: Actor
    var error: String?
    var kind: FailureKind?
    var result: String?
    var metrics: String?
    var data: JSONObject?
    /// What the agent's record gets: a success with its duration, a failure, or nothing, as where a failure is not its own.
    var isSuccess: Bool?
    var durationMs: Int64?

    /// Who ends it.
    enum Actor {
        /// The agent that holds the lease: its call is a sign of life.
        case holder
        /// Somebody else, by name, from which nothing follows about the holder.
        case other(String)
    }
}

extension UnitOfWork {
    /// Ends the lease of a task: row, attempt, agent, record and event in one.
    func endLease(of task: AgentTask, _ end: LeaseEnd) throws -> AgentTask {
        let settled = try apply(.settle(end.settlement), to: task, as: end.action)
        guard let agent = task.assignedTo else { return settled }
        try tx.record(attempt(of: task, agent: agent, end), in: project)
        try endLoad(of: agent, on: task, end)
        if let isSuccess = end.isSuccess {
            try recordPerformance(of: agent, on: task, isSuccess: isSuccess, durationMs: end.durationMs)
        }
        try note(end.event, of: settled, actor: end.actor.name(holder: agent), data: end.data) { facts in
            facts.assignedTo = agent
            facts.startedAt = task.startedAt
            facts.success = end.outcome.isSuccess(wasStarted: task.status == .running)
            facts.errorMessage = end.error
            facts.executionDurationMs = end.durationMs
            facts.completedAt = settled.completedAt
            facts.resultRef = end.outcome == .completed ? end.result.map { "sha256:" + EventChain.digest(of: $0) } : nil
        }
        try expectCascade(on: settled)
        return settled
    }

    /// Takes the lease off its agent; losing a reservation that was never started says nothing about it.
    private func endLoad(of agent: Agent.ID, on task: AgentTask, _ end: LeaseEnd) throws {
        try changeLoad(of: agent, by: -1) { agent in
            if case .holder = end.actor { agent.lastSeen = max(agent.lastSeen, now.wall) }
            if end.outcome == .lost, task.status == .running { agent.noteLoss(at: now.wall) }
        }
    }

    private func attempt(of task: AgentTask, agent: Agent.ID, _ end: LeaseEnd) -> Attempt {
        var attempt = Attempt(
            task: task.id,
            fence: task.fence,
            agent: agent,
            grantedAt: task.grantedAt ?? now.wall,
            startedAt: task.status == .running ? task.startedAt ?? task.grantedAt ?? now.wall : nil,
            endedAt: now.wall,
            outcome: end.outcome
        )
        attempt.progress = task.progress
        attempt.error = end.error
        attempt.kind = end.kind
        attempt.result = end.result
        attempt.metrics = end.metrics
        return attempt
    }
}

extension LeaseEnd.Actor {
    /// The name that the event carries.
    func name(holder: Agent.ID) -> String {
        switch self {
        case .holder: holder.rawValue
        case .other(let name): name
        }
    }
}

extension Agent {
    /// Remembers that a lease ran out, keeping the last hour's and at most 16.
    mutating func noteLoss(at wall: Int64) {
        recentLosses = (recentLosses + [wall]).filter { wall - $0 < 3_600_000 }.suffix(16)
    }
}
