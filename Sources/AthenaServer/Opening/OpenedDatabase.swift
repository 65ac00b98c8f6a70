package import AthenaCore

/// What stands ready once the database is open.
package struct OpenedDatabase: Sendable {
    /// The use cases that tools call.
    package let orchestrator: Orchestrator
    /// Ends leases that ran out and passes timers that are due.
    package let sweep: SweeperService.Sweep
    /// The state of the queue as metrics.
    package let samples: @Sendable () async throws -> [MetricSample]
    /// Closes the database in good order.
    package let close: @Sendable () async -> Void

    /// Where everything is kept.
    package var store: any Store { orchestrator.store }

    /// Makes a store that was just opened ready for work: its secret, the use cases, a full period for every lease.
    ///
    /// - Parameters:
    ///   - wake: rings after each commit, because it may have made something due sooner.
    ///   - search: where texts are found; it follows the log within a second.
    ///   - entropy: 64 random bits a call; anything but a cryptographic source is for tests.
    ///   - close: closes the store.
    package init(
        _ store: any Store,
        time: any TimeSource,
        wake: Wake,
        search: FollowedIndex? = nil,
        entropy: @escaping @Sendable () -> UInt64 = Entropy.system,
        close: @escaping @Sendable () async -> Void
    ) async throws {
        let orchestrator = Orchestrator(
            store: store,
            time: time,
            secret: try await ServerSecret.read(from: store, entropy: entropy),
            jitter: { Double(entropy() >> 11) / Double(1 << 53) },
            sleep: { try await ContinuousClock().sleep(for: .milliseconds($0)) },
            searchIndex: search?.index
        )
        let follower = SearchFollower(report: search?.report)
        store.onCommit { projects in
            follower.note(projects)
            wake.ring()
        }
        try await orchestrator.recover()
        self.orchestrator = orchestrator
        sweep = {
            let next = try await orchestrator.sweep().next
            await follower.follow { try await orchestrator.updateSearch(of: $0) }
            return next
        }
        samples = { try await QueueSamples.read(from: store, at: time.now()) }
        self.close = close
    }
}
