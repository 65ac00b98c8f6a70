internal import AthenaJSON

/// What one round of the sweep did.
package struct SweepReport: Sendable, Hashable {
    package var expired = 0
    package var readied = 0
    package var cancelled = 0
    /// When the next round has something to do; nil when nothing is known to be due.
    package var next = NextDue(leaseAt: nil, timerAt: nil)

    /// Nothing done.
    package init() {}
}

extension Orchestrator {
    /// Rows that one transaction of the sweep touches at most, so that callers never wait long behind it.
    private static let sweepLimit = 200

    /// Gives every leased task one full period after a start; run once before the first sweep.
    @discardableResult
    package func recover() async throws -> Int {
        let time = time
        return try await store.write { tx in try tx.extendLeasesAfterStart(at: time.now()) }
    }

    /// Ends leases that ran out, readies tasks whose time has come and finishes cascades that were left over.
    ///
    /// Writes nothing when nothing is due.
    package func sweep() async throws -> SweepReport {
        let round = sweepState.beginRound()
        var report = SweepReport()
        while true {
            report.next = try await store.read { tx in try tx.nextDue() }
            guard report.next.isDue(at: time.now()) || round.looksForCascades else { break }
            let done = try await sweepOnce(cascades: round.looksForCascades)
            report.expired += done.expired
            report.readied += done.readied
            report.cancelled += done.cancelled
            guard max(done.expired, done.readied, done.cancelled) == Self.sweepLimit else {
                report.next = try await store.read { tx in try tx.nextDue() }
                break
            }
        }
        if round.isHousekeeping { try await forgetOldKeys() }
        return report
    }

    private func sweepOnce(cascades: Bool) async throws -> SweepReport {
        let time = time
        let signer = signer
        return try await store.write { tx in
            let now = time.now()
            var report = SweepReport()
            for task in try tx.expiredLeases(at: now.steady, limit: Self.sweepLimit) {
                try UnitOfWork.sweeping(tx, task.project, now, signer).expire(task)
                report.expired += 1
            }
            for task in try tx.dueTimers(at: now.wall, limit: Self.sweepLimit) {
                try UnitOfWork.sweeping(tx, task.project, now, signer).makeReady(task)
                report.readied += 1
            }
            for task in cascades ? try tx.cascadesLeft(limit: Self.sweepLimit) : [] {
                let work = UnitOfWork.sweeping(tx, task.project, now, signer)
                _ = try work.cancel(task.id, reason: "a dependency ended without success")
                report.cancelled += 1
            }
            return report
        }
    }

    private func forgetOldKeys() async throws {
        let limit = time.now().wall - 7 * 86_400_000
        try await store.write { tx in try tx.forgetIdempotencyKeys(before: limit, limit: 10_000) }
    }
}

extension NextDue {
    func isDue(at now: Moment) -> Bool {
        (leaseAt.map { $0 <= now.steady } ?? false) || (timerAt.map { $0 <= now.wall } ?? false)
    }
}

extension UnitOfWork {
    /// The sweep's own view of a project: it acts as `athena`.
    static func sweeping(_ tx: any WriteTransaction, _ project: Project.ID, _ now: Moment, _ signer: LeaseSigner)
        -> UnitOfWork
    {
        let caller = Caller(principal: "athena", project: Project(id: project, name: ""))
        return UnitOfWork(tx: tx, caller: caller, now: now, signer: signer)
    }

    /// Ends a lease that ran out.
    func expire(_ task: AgentTask) throws {
        let verdict = FailureVerdict.expired(task, now: now)
        let settlement = settlement(of: task, by: verdict)
        var end = LeaseEnd(outcome: .lost, settlement: settlement, event: .taskLost, actor: "athena")
        end.error = "the lease ran out"
        end.isSuccess = verdict.countsAgainstAgent ? false : nil
        let settled = try endLease(of: task, end)
        tally(.lost)
        if settled.status == .failed { try finishFailed(settled) }
    }

    /// Makes a task claimable whose schedule or backoff has passed.
    func makeReady(_ task: AgentTask) throws {
        let ready = try apply(.place(task.placement(at: now), unmet: task.unmet, at: now.wall), to: task)
        try note(.taskReady, of: ready, actor: "athena")
    }
}
