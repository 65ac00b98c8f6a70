/// The use cases of Athena, each one transaction.
///
/// It decides with the pure rules of the domain and carries the decisions out through the store's protocols; it knows
/// neither SQL nor a wire format.
package struct Orchestrator: Sendable {
    /// Where everything is kept.
    package let store: any Store
    /// Where time comes from.
    package let time: any TimeSource
    /// Rings for each credential that is ended.
    package let revocations = RevocationBell()
    let signer: LeaseSigner
    let room: WaitingRoom
    let sweepState: SweepState
    let projects: ProjectBook
    let quarantines = QuarantineBook()
    let patternBook = PatternBook()
    let searchIndex: (any SearchIndex)?
    let jitter: @Sendable () -> Double
    let sleep: @Sendable (_ milliseconds: Int64) async throws -> Void

    /// Opens the use cases on a store and lets waiting claims be served by its commits.
    ///
    /// - Parameters:
    ///   - secret: the server's secret for lease tokens, at least 32 random bytes, the same after each restart.
    ///   - jitter: random numbers in 0..<1 for backoffs.
    ///   - sleep: how a waiting claim sleeps until it gives up.
    ///   - searchIndex: where texts are found; nil where nobody searches.
    package init(
        store: any Store,
        time: any TimeSource,
        secret: [UInt8],
        jitter: @escaping @Sendable () -> Double,
        sleep: @escaping @Sendable (_ milliseconds: Int64) async throws -> Void,
        searchIndex: (any SearchIndex)? = nil
    ) {
        self.store = store
        self.time = time
        self.jitter = jitter
        self.sleep = sleep
        self.searchIndex = searchIndex
        signer = LeaseSigner(secret: secret)
        room = WaitingRoom()
        sweepState = SweepState()
        projects = ProjectBook()
        let server = claimServer
        store.onReady { tx in try server.serveWaiting(in: tx) }
    }

    /// What serves waiting claims.
    var claimServer: ClaimServer {
        ClaimServer(signer: signer, room: room, time: time, sweepState: sweepState)
    }

    /// Runs one use case as one transaction, which also makes the caller's project if it is new: a call that is refused
    /// leaves no project behind.
    func perform<Answer: Sendable>(
        as caller: Caller,
        _ body: @escaping @Sendable (UnitOfWork) throws -> Answer
    ) async throws -> Answer {
        let (time, signer, projects, sweepState) = (time, signer, projects, sweepState)
        return try await store.write { tx in
            var caller = caller
            if !caller.project.isStored {
                let project = try tx.ensureProject(named: caller.project.name)
                tx.afterCommit { projects.remember(project) }
                caller = Caller(principal: caller.principal, boundAgent: caller.boundAgent, project: project)
            }
            return try body(UnitOfWork(tx: tx, caller: caller, now: time.now(), signer: signer, sweepState: sweepState))
        }
    }
}
