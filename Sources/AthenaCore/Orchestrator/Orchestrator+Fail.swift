internal import AthenaJSON

extension Orchestrator {
    /// Ends an attempt that did not succeed; the kind's rule decides about another one.
    ///
    /// - Throws: `lease_lost`, `lease_invalid`.
    package func fail(_ token: LeaseToken, with report: FailureReport, as caller: Caller) async throws -> FailureAnswer
    {
        let jitter = jitter()
        return try await perform(as: caller) { work in
            switch try work.present(token) {
            case .held(let task, let agent):
                let failed = try work.fail(task, by: agent, with: report, jitter: jitter)
                return FailureAnswer(task: failed, now: work.now)
            case .ended(let task, let attempt):
                guard attempt.outcome == .failed, attempt.error?.utf8.elementsEqual(report.error.utf8) == true else {
                    throw try work.leaseLost(task, fence: attempt.fence)
                }
                return FailureAnswer(task: task, now: work.now)
            }
        }
    }
}

extension UnitOfWork {
    func fail(_ task: AgentTask, by agent: Agent.ID, with report: FailureReport, jitter: Double) throws -> AgentTask {
        try TaskMachine.require(.fail, on: task)
        let verdict = FailureVerdict.reported(
            on: task,
            kind: report.kind,
            shouldRetry: report.shouldRetry,
            now: now,
            jitter: jitter
        )
        var settlement = settlement(of: task, by: verdict)
        if let placement = verdict.placement, placement.status == .pending {
            settlement.avoids = try avoidance(of: agent, for: task, readyAt: placement.timerAt ?? now.wall)
        }
        var end = LeaseEnd(action: .fail, outcome: .failed, settlement: settlement, event: .taskFailed, actor: .holder)
        end.error = report.error
        end.kind = report.kind
        end.result = report.partialResult?.text
        end.isSuccess = verdict.countsAgainstAgent ? false : nil
        end.durationMs = task.startedAt.map { max(0, now.wall - $0) }
        end.data = ["kind": .string(report.kind.rawValue), "retried": .bool(verdict.placement != nil)]
        let settled = try endLease(of: task, end)
        tally(.attemptsFailed)
        if settled.status == .failed {
            tally(.failed)
            try settleDependents(of: settled)
        }
        return settled
    }

    /// Where a failure leads.
    func settlement(of task: AgentTask, by verdict: FailureVerdict) -> TaskChange.Settlement {
        var settlement =
            verdict.placement.map { TaskChange.Settlement($0, of: task, at: now.wall) }
            ?? TaskChange.Settlement(.failed, of: task, at: now.wall)
        settlement.failures = verdict.failures
        settlement.progress = verdict.placement == nil ? task.progress : 0
        return settlement
    }

    /// Keeps the task from the agent that failed for a minute, if somebody else could take it.
    private func avoidance(of agent: Agent.ID, for task: AgentTask, readyAt: Int64) throws -> AgentTask.Affinity? {
        let others = try tx.agents(in: project, holdingAll: task.requirements, limit: 50)
        let hasOther = others.contains { other in
            other.id != agent && other.status == .active && now.wall - other.lastSeen <= Agent.offlineAfter
        }
        return hasOther ? AgentTask.Affinity(agent: agent, until: readyAt + 60_000) : nil
    }
}
