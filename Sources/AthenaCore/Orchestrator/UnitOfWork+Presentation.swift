internal import AthenaJSON

extension UnitOfWork {
    /// What a presented lease token turned out to be.
    enum Presentation {
        /// The current lease of a running task.
        case held(AgentTask, agent: Agent.ID)
        /// A lease that was the caller's and has ended.
        case ended(AgentTask, Attempt)
    }

    /// Checks a token against the caller and the task.
    ///
    /// - Throws: `lease_invalid` for a token that was never given to this caller.
    func present(_ token: LeaseToken) throws -> Presentation {
        guard let task = try tx.task(token.task, in: project), token.fence <= task.fence else {
            throw LeaseToken.invalid
        }
        if token.fence == task.fence, task.status == .running, let agent = task.assignedTo {
            try require(token, agent: agent)
            guard task.holder == caller.principal else { throw LeaseToken.invalid }
            return .held(task, agent: agent)
        }
        guard let attempt = try tx.attempt(of: task.id, fence: token.fence), attempt.startedAt != nil else {
            throw LeaseToken.invalid
        }
        try require(token, agent: attempt.agent)
        #if ATHENA_UNFENCED
            if task.status == .running, let agent = task.assignedTo { return .held(task, agent: agent) }
        #endif
        return .ended(task, attempt)
    }

    private func require(_ token: LeaseToken, agent: Agent.ID) throws {
        guard caller.boundAgent == nil || caller.boundAgent == agent,
            signer.vouches(for: token, project: project, principal: caller.principal, agent: agent)
        else { throw LeaseToken.invalid }
    }

    /// The task under a lease that is current, or `lease_lost` with the reason and the new holder.
    func requireHeld(_ token: LeaseToken) throws -> (task: AgentTask, agent: Agent.ID) {
        switch try present(token) {
        case .held(let task, let agent): return (task, agent)
        case .ended(let task, let attempt): throw try leaseLost(task, fence: attempt.fence)
        }
    }

    /// The error of a lease that has ended: why, and who has the task now.
    func leaseLost(_ task: AgentTask, fence: Int64) throws -> AthenaError {
        let attempt = try tx.attempt(of: task.id, fence: fence)
        var details: JSONObject = [
            "task_id": .string(task.id.description),
            "status": .string(task.status.rawValue),
            "reason": .string(Self.reason(of: attempt?.outcome)),
        ]
        var message = "Lease \(fence) of \(task.id) has ended: \(Self.reason(of: attempt?.outcome))."
        if let holder = task.assignedTo, task.status.isLeased {
            details["holder"] = .string(holder.rawValue)
            message += " \(holder) holds it now."
        }
        return AthenaError(
            .leaseLost,
            message,
            next: "Stop working on \(task.id); nothing of this call was stored. Claim again with claim_task.",
            details: details
        )
    }

    /// Why a lease ended, for a sentence.
    static func reason(of outcome: Attempt.Outcome?) -> String {
        switch outcome {
        case .completed: "the task was completed under it"
        case .failed: "the attempt was reported as failed"
        case .released: "it was released"
        case .lost, nil: "it ran out"
        case .cancelled: "the task was cancelled"
        case .asked: "the task waits for an answer"
        }
    }
}
