internal import AthenaJSON

extension Orchestrator {
    /// Rows that one transaction of the sweep touches at most, so that callers never wait long behind it.
    private static let sweepLimit = 200
    /// How long the sweep pauses while rows are left alone that are due, in milliseconds.
    private static let pauseWhileSkipping: Int64 = 1_000

    /// Gives every leased task one full period after a start; run once before the first sweep.
    @discardableResult
    package func recover() async throws -> Int {
        let time = time
        return try await store.write { tx in try tx.extendLeasesAfterStart(at: time.now()) }
    }

    /// Ends leases that ran out, readies tasks whose time has come, finishes cascades that were left over and serves
    /// waiting claims to which something is kept no longer.
    ///
    /// Writes nothing when nothing is due. A row that cannot be swept is left alone for a while and stops no other.
    package func sweep() async throws -> SweepReport {
        let round = sweepState.beginRound(at: time.now())
        var report = SweepReport()
        var searches = round.searches
        while true {
            report.next = try await store.readAtOnce { tx in try tx.nextDue() }
            let leftovers = sweepState.takeLeftovers()
            guard report.next.isDue(at: time.now()) || !searches.isEmpty || !leftovers.isEmpty else { break }
            let done = try await sweepOnce(leftovers, searches: searches)
            report.add(done.report)
            searches = round.searchesAll ? searches.intersection(done.openSearches) : []
            guard done.isFull || !searches.isEmpty || sweepState.hasLeftovers else { break }
        }
        try await serveKept()
        report.next = try await store.readAtOnce { tx in try tx.nextDue() }.adding(timerAt: room.nextRetry)
        if !sweepState.skipped.isEmpty {
            report.next = report.next.noEarlier(than: Self.pauseWhileSkipping, from: time.now())
        }
        if round.isHousekeeping { try await forgetOldKeys() }
        return report
    }

    /// What one transaction of the sweep did.
    private struct Step: Sendable {
        var report = SweepReport()
        /// Whether as many rows were found as one transaction takes.
        var isFull = false
        var openSearches: CascadeSearch = []
    }

    private func sweepOnce(_ leftovers: Set<Cascade.Leftover>, searches: CascadeSearch) async throws -> Step {
        do {
            return try await step { tx, now in try self.chores(in: tx, now, leftovers, searches: searches) }
        } catch let error where Self.isOneRows(error) {
            return try await sweepOneByOne(leftovers, after: error)
        } catch {
            sweepState.expect(leftovers)
            throw error
        }
    }

    /// Gives each row a transaction of its own and leaves those alone that cannot be swept.
    ///
    /// - Throws: `failure`, when it says nothing of the rows and none of several can be swept: then it is the store.
    private func sweepOneByOne(_ leftovers: Set<Cascade.Leftover>, after failure: any Error) async throws -> Step {
        let time = time
        let chores = try await store.write { tx in
            try self.chores(in: tx, time.now(), leftovers, searches: [])
        }
        var whole = Step()
        var faults: [SweepReport.Fault] = []
        for chore in chores {
            do {
                whole.report.add(try await step { _, _ in [chore] }.report)
            } catch let error where Self.isOneRows(error) {
                faults.append(SweepReport.Fault(task: chore.task, message: "\(error)"))
            }
        }
        guard failure is AthenaError || faults.count < max(2, chores.count) else {
            sweepState.expect(leftovers)
            throw failure
        }
        whole.report.faults = faults.filter { sweepState.skip($0.task, at: time.now()) }
        whole.isFull = chores.count >= Self.sweepLimit
        return whole
    }

    private func step(
        _ choose: @escaping @Sendable (any WriteTransaction, Moment) throws -> [SweepChore]
    ) async throws -> Step {
        let (time, signer, sweepState) = (time, signer, sweepState)
        return try await store.write { tx in
            let now = time.now()
            let chores = try choose(tx, now)
            var run = SweepRun(tx: tx, now: now, signer: signer, sweepState: sweepState)
            try run.carryOut(chores)
            return Step(
                report: run.report,
                isFull: chores.count >= Self.sweepLimit,
                openSearches: tx.openSearches
            )
        }
    }

    private func chores(
        in tx: any WriteTransaction,
        _ now: Moment,
        _ leftovers: Set<Cascade.Leftover>,
        searches: CascadeSearch
    ) throws -> [SweepChore] {
        let skipped = sweepState.skipped
        let limit = Self.sweepLimit + skipped.count
        var chores = try tx.expiredLeases(at: now.steady, limit: limit).map(SweepChore.expire)
        chores += try tx.dueTimers(at: now.wall, limit: limit).map(SweepChore.ready)
        chores += leftovers.sorted { $0.task < $1.task }.map(SweepChore.spread)
        if searches.contains(.blocked) { chores += try tx.cascadesLeft(limit: limit).map(SweepChore.cancel) }
        if searches.contains(.parents) {
            chores += try tx.parentsLeft(limit: limit).map {
                .spread(Cascade.Leftover(task: $0.id, project: $0.project))
            }
        }
        return chores.filter { !skipped.contains($0.task) }
    }

    /// Whether an error may lie in what one row holds; a store that takes no writes fails for all of them.
    private static func isOneRows(_ error: any Error) -> Bool {
        if error is CancellationError { return false }
        guard let code = (error as? AthenaError)?.code else { return true }
        return code != .unavailable && code != .storageFull
    }

    /// Offers waiting claims what is kept from them no longer.
    private func serveKept() async throws {
        guard let due = room.nextRetry, due <= time.now().wall else { return }
        let server = claimServer
        try await store.write { tx in try server.serveWaiting(in: tx) }
    }

    private func forgetOldKeys() async throws {
        let limit = time.now().wall - 7 * 86_400_000
        try await store.write { tx in try tx.forgetIdempotencyKeys(before: limit, limit: 10_000) }
    }
}

extension UnitOfWork {
    /// Ends a lease that ran out.
    func expire(_ task: AgentTask, in cascade: inout Cascade) throws {
        try TaskMachine.require(.expire, on: task)
        let verdict = FailureVerdict.expired(task, now: now)
        let settlement = settlement(of: task, by: verdict)
        var end = LeaseEnd(
            action: .expire,
            outcome: .lost,
            settlement: settlement,
            event: .taskLost,
            actor: .other("athena")
        )
        end.error = "the lease ran out"
        end.isSuccess = verdict.countsAgainstAgent ? false : nil
        let settled = try endLease(of: task, end)
        tally(.lost)
        if settled.status == .failed {
            tally(.failed)
            try spread(settled, in: &cascade)
        }
    }

    /// Makes a task claimable whose schedule or backoff has passed.
    func makeReady(_ task: AgentTask) throws {
        let ready = try apply(.place(task.placement(at: now), unmet: task.unmet, at: now.wall), to: task)
        try note(.taskReady, of: ready, actor: "athena")
    }
}
