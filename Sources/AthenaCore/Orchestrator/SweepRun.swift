/// The chores of one transaction of the sweep, done one after the other.
struct SweepRun {
    let tx: any WriteTransaction
    let now: Moment
    let signer: LeaseSigner
    let sweepState: SweepState
    private(set) var report = SweepReport()
    private var cascade = Cascade()

    init(tx: any WriteTransaction, now: Moment, signer: LeaseSigner, sweepState: SweepState) {
        self.tx = tx
        self.now = now
        self.signer = signer
        self.sweepState = sweepState
    }

    /// Does every chore; what their cascades leave over is for the next transaction.
    mutating func carryOut(_ chores: [SweepChore]) throws {
        for chore in chores { try carryOut(chore) }
        report.cancelled += cascade.cancelled.count
        sweepState.expect(cascade.leftovers, after: tx)
    }

    /// The row is read again: an earlier chore of the same transaction may have changed it.
    private mutating func carryOut(_ chore: SweepChore) throws {
        let work = work(in: chore.project)
        guard let task = try tx.task(chore.task, in: chore.project) else { return }
        switch chore {
        case .expire:
            guard task.status.isLeased, let end = task.leaseUntil, end <= now.steady else { return }
            try work.expire(task, in: &cascade)
            report.expired += 1
        case .ready:
            guard task.status == .pending, let timer = task.timerAt, timer <= now.wall else { return }
            try work.makeReady(task)
            report.readied += 1
        case .cancel:
            guard task.status == .blocked else { return }
            _ = try work.cancel(task.id, reason: "a dependency ended without success", in: &cascade)
            report.cancelled += 1
        case .spread:
            guard task.status.isTerminal else { return }
            try work.spread(task, in: &cascade, isContinued: true)
        }
    }

    /// The sweep's own view of a project: it acts as `athena`.
    private func work(in project: Project.ID) -> UnitOfWork {
        let caller = Caller(principal: "athena", project: Project(id: project, name: ""))
        return UnitOfWork(tx: tx, caller: caller, now: now, signer: signer, sweepState: sweepState)
    }
}
