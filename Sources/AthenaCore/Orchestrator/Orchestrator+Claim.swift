extension Orchestrator {
    /// Gives an agent the best work it can do, waiting for some when it asked to.
    ///
    /// An empty answer is no error; it says why. A repeated call under the same key answers the same leases while they
    /// are current.
    /// - Throws: `agent_unknown`, `agent_inactive`, `lease_lost` for a repeated call whose leases have ended.
    package func claim(_ request: ClaimRequest, once: Once? = nil, as caller: Caller) async throws -> ClaimAnswer {
        let ticket = request.waitMs > 0 ? room.ticket() : 0
        let first = try await leaving(ticket) {
            try await claimOnce(request, once: once, ticket: ticket, as: caller)
        }
        guard first.briefs.isEmpty, request.waitMs > 0 else { return first }
        return await wait(ticket, milliseconds: request.waitMs) ?? first
    }

    private func claimOnce(
        _ request: ClaimRequest,
        once: Once?,
        ticket: WaitingRoom.Ticket,
        as caller: Caller
    ) async throws -> ClaimAnswer {
        let room = room
        let server = claimServer
        return try await perform(as: caller) { work in
            if let once {
                if let earlier = try work.remembered(once) { return try work.replayClaim(earlier) }
                guard room.accepts(once, of: work.caller) else { throw AthenaError.idempotencyMismatch(once) }
            }
            if !room.isEmpty { try server.serveWaiting(in: work.tx) }
            let answer = try work.claim(request)
            // An earlier run of this closure that was rolled back may have entered.
            if request.waitMs > 0, !answer.briefs.isEmpty { room.leave(ticket) }
            if let once, !answer.briefs.isEmpty { try work.remember(once, answer.leaseNames) }
            if answer.briefs.isEmpty, request.waitMs > 0 {
                room.enter(ticket, caller: work.caller, request: request, once: once)
                room.note(retryAt: answer.retryAt, for: ticket)
            }
            return answer
        }
    }

    /// Runs the beginning of a claim; one that fails does not stay in the waiting room.
    private func leaving(_ ticket: WaitingRoom.Ticket, _ body: () async throws -> ClaimAnswer) async throws
        -> ClaimAnswer
    {
        do {
            return try await body()
        } catch {
            room.leave(ticket)
            throw error
        }
    }

    /// Every lease that the caller holds for this agent, for an agent that lost its context.
    package func resume(_ agent: Agent.ID, as caller: Caller) async throws -> ClaimAnswer {
        try await perform(as: caller) { work in
            let agent = try work.requireAgent(agent)
            try work.touch(agent)
            let held = try work.tx.leases(of: agent.id, in: work.project).filter { task in
                task.status == .running && task.holder == caller.principal
            }
            let reason = held.isEmpty ? "\(agent.id) holds no lease." : nil
            return ClaimAnswer(briefs: try held.map(work.brief), reason: reason)
        }
    }

    private func wait(_ ticket: WaitingRoom.Ticket, milliseconds: Int64) async -> ClaimAnswer? {
        let room = room
        let sleep = sleep
        return await withTaskCancellationHandler {
            await withTaskGroup(of: ClaimAnswer?.self) { group in
                group.addTask {
                    // A cancelled sleep means that the answer came first.
                    try? await sleep(milliseconds)
                    room.giveUp(ticket)
                    return nil
                }
                let answer = await room.answer(for: ticket)
                group.cancelAll()
                return answer
            }
        } onCancel: {
            room.giveUp(ticket)
        }
    }
}

extension UnitOfWork {
    /// The same leases again, for a repeated call.
    func replayClaim(_ names: String) throws -> ClaimAnswer {
        var briefs: [Brief] = []
        for name in names.split(separator: ",") {
            guard let (task, fence) = try lease(named: name) else { continue }
            guard isCurrent(task, fence: fence) else { throw try leaseLost(task, fence: fence) }
            briefs.append(try brief(for: task))
        }
        return ClaimAnswer(briefs: briefs)
    }

    /// The task of a lease written `t12.7`, while the caller holds it.
    func currentLease(named name: String) throws -> AgentTask? {
        guard let (task, fence) = try lease(named: name[...]), isCurrent(task, fence: fence) else { return nil }
        return task
    }

    private func lease(named name: Substring) throws -> (task: AgentTask, fence: Int64)? {
        let parts = name.split(separator: ".")
        guard parts.count == 2, let id = AgentTask.ID(parsing: String(parts[0])), let fence = Int64(parts[1]) else {
            return nil
        }
        return try tx.task(id, in: project).map { ($0, fence) }
    }

    private func isCurrent(_ task: AgentTask, fence: Int64) -> Bool {
        task.fence == fence && task.status == .running && task.holder == caller.principal
    }
}

extension Orchestrator {
    /// How many claims wait for work now.
    package var waitingClaims: Int { room.waiting().count }
}
