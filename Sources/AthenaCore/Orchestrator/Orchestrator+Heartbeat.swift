internal import AthenaJSON

/// What a heartbeat says.
package struct Heartbeat: Sendable, Hashable {
    /// 0 to 100.
    package var progress: Int?
    /// What is being done, at most 4 KB; becomes an event.
    package var note: String?
    /// The period from now on, in seconds; the lease's own when nil.
    package var extendSeconds: Int?

    /// A sign of life.
    package init() {}
}

/// What a heartbeat was answered.
package struct HeartbeatAnswer: Sendable, Hashable {
    /// Milliseconds until the lease ends; 0 when it has.
    package let expiresInMs: Int64
    /// Why the agent must stop; nil while the lease is good.
    package let stopReason: String?

    /// Gathers an answer.
    package init(expiresInMs: Int64, stopReason: String? = nil) {
        self.expiresInMs = expiresInMs
        self.stopReason = stopReason
    }
}

extension Orchestrator {
    /// Extends a lease and may report progress; a lease that has ended is answered with the reason, not refused.
    ///
    /// - Throws: `lease_invalid` for a token that was never the caller's.
    package func heartbeat(_ token: LeaseToken, _ heartbeat: Heartbeat, as caller: Caller) async throws
        -> HeartbeatAnswer
    {
        try await perform(as: caller) { work in
            switch try work.present(token) {
            case .ended(_, let attempt):
                return HeartbeatAnswer(expiresInMs: 0, stopReason: UnitOfWork.reason(of: attempt.outcome))
            case .held(let task, let agent):
                return try work.renew(task, by: agent, heartbeat)
            }
        }
    }
}

extension UnitOfWork {
    func renew(_ task: AgentTask, by agent: Agent.ID, _ heartbeat: Heartbeat) throws -> HeartbeatAnswer {
        let own = task.leasePeriodMs ?? Int64(task.leaseSeconds) * 1_000
        let period = heartbeat.extendSeconds.map { Int64($0) * 1_000 } ?? own
        let until =
            heartbeat.extendSeconds == nil ? max(now.steady + period, task.leaseUntil ?? 0) : now.steady + period
        let renewed = try apply(
            .renew(leaseUntil: until, leasePeriodMs: period, progress: heartbeat.progress, at: now.wall),
            to: task,
            as: .heartbeat
        )
        if let holder = try tx.agent(agent, in: project) { try touch(holder) }
        if let text = heartbeat.note {
            try tx.add(
                Note(at: now.wall, kind: .progress, author: agent.rawValue, fence: task.fence, text: text),
                to: task.id
            )
            let data: JSONObject = [
                "progress": .integer(Int64(renewed.progress)),
                "note_digest": .string(EventChain.digest(of: text)),
            ]
            try note(.taskProgressed, of: renewed, actor: agent.rawValue, data: data) { $0.assignedTo = agent }
        }
        return HeartbeatAnswer(expiresInMs: until - now.steady)
    }
}
