package import AthenaCore
package import AthenaMCP

/// What stands ready once the database is open.
package struct OpenedDatabase: Sendable {
    /// The use cases that tools call.
    package let orchestrator: Orchestrator
    /// What clients may read, if anything.
    package let resources: (any ResourceProvider)?
    /// Does everything that is due.
    package let sweep: SweeperService.Sweep
    /// The state of the queue as metrics.
    package let samples: @Sendable () async throws -> [MetricSample]
    /// Closes the database in good order.
    package let close: @Sendable () async -> Void

    /// Where everything is kept.
    package var store: any Store { orchestrator.store }

    /// Gathers what was opened.
    package init(
        orchestrator: Orchestrator,
        resources: (any ResourceProvider)? = nil,
        sweep: @escaping SweeperService.Sweep,
        samples: @escaping @Sendable () async throws -> [MetricSample],
        close: @escaping @Sendable () async -> Void
    ) {
        self.orchestrator = orchestrator
        self.resources = resources
        self.sweep = sweep
        self.samples = samples
        self.close = close
    }
}
