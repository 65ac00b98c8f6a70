internal import AthenaJSON

extension Orchestrator {
    /// Stores the result of a running task and ends its lease, for ever.
    ///
    /// The same token with the same result gets the same answer again.
    /// - Throws: `lease_lost`, `lease_invalid`, `illegal_transition` while children are open or with another result.
    package func complete(
        _ token: LeaseToken,
        with completion: Completion,
        as caller: Caller
    ) async throws -> CompletionAnswer {
        try await perform(as: caller) { work in
            switch try work.present(token) {
            case .held(let task, let agent): return try work.complete(task, by: agent, with: completion)
            case .ended(let task, let attempt): return try work.replayCompletion(of: task, attempt, with: completion)
            }
        }
    }
}

extension UnitOfWork {
    func complete(_ task: AgentTask, by agent: Agent.ID, with completion: Completion) throws -> CompletionAnswer {
        try TaskMachine.require(.complete, on: task)
        try requireNoOpenChildren(task)
        let duration = completion.durationMs ?? task.startedAt.map { max(0, now.wall - $0) }
        var settlement = TaskChange.Settlement(.completed, of: task, at: now.wall)
        settlement.progress = 100
        var end = LeaseEnd(
            action: .complete,
            outcome: .completed,
            settlement: settlement,
            event: .taskCompleted,
            actor: .holder
        )
        end.result = completion.result.text
        end.metrics = completion.metrics.map { JSON.object($0).text }
        end.isSuccess = true
        end.durationMs = duration
        let completed = try endLease(of: task, end)
        tally(.completed)
        tally(.runMs, duration ?? 0)
        var answer = CompletionAnswer(task: task.id, unblocked: try settleDependents(of: completed))
        answer.learned = try learn(agent, from: task, reported: completion.learned)
        if completion.claimsNext { answer.next = try claimNext(for: agent) }
        try keep(answer, of: task.fence)
        return answer
    }

    /// Keeps the answer with the attempt, so that the same call gets it again.
    private func keep(_ answer: CompletionAnswer, of fence: Int64) throws {
        guard let memory = CompletionMemory(answer).text else { return }
        try tx.keepAnswer(memory, of: answer.task, fence: fence)
    }

    private func claimNext(for agent: Agent.ID) throws -> ClaimAnswer {
        guard try requireAgent(agent).status == .active else {
            return ClaimAnswer(briefs: [], reason: "\(agent) gets no new leases now.")
        }
        return try claim(ClaimRequest(agent: agent))
    }

    private func requireNoOpenChildren(_ task: AgentTask) throws {
        guard task.unmet > 0 else { return }
        let open = try tx.dependencies(of: task.id).filter { !$0.status.isTerminal && !$0.isSatisfied }
        guard !open.isEmpty else { return }
        let names = open.prefix(10).map(\.task.description).joined(separator: ", ")
        throw AthenaError(
            .illegalTransition,
            "\(task.id) has open children: \(names)\(open.count > 10 ? " and \(open.count - 10) more" : "").",
            next: "Release it with release_task; it comes back when they have ended.",
            details: ["open": .array(open.prefix(50).map { .string($0.task.description) })]
        )
    }

    func replayCompletion(
        of task: AgentTask,
        _ attempt: Attempt,
        with completion: Completion
    ) throws -> CompletionAnswer {
        guard attempt.outcome == .completed else { throw try leaseLost(task, fence: attempt.fence) }
        guard completion.isResult(attempt.result) else {
            throw AthenaError(
                .illegalTransition,
                "\(task.id) was already completed under this lease with another result.",
                next: "The stored result stays; read it with get_task_status.",
                details: ["task_id": .string(task.id.description), "status": .string(task.status.rawValue)]
            )
        }
        let memory = CompletionMemory(parsing: attempt.answer)
        var answer = CompletionAnswer(task: task.id, unblocked: memory.unblocked, learned: memory.learned)
        guard completion.claimsNext else { return answer }
        if let next = try memory.next.flatMap({ try currentLease(named: $0) }) {
            answer.next = ClaimAnswer(briefs: [try brief(for: next)])
        } else {
            answer.next = try claimNext(for: attempt.agent)
            try keep(answer, of: attempt.fence)
        }
        return answer
    }
}
