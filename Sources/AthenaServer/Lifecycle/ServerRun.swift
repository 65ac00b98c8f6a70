package import AthenaCore
package import AthenaOperations
package import Logging
internal import ServiceLifecycle
internal import UnixSignals

/// One server from its socket to its end, run by the process that holds the lock of the database.
///
/// The order is the point: the lock first, then the socket, so that whoever connects finds somebody who answers; then
/// the database, behind a gate that calls wait at.
package struct ServerRun: Sendable {
    /// A way in that clients can use from now on.
    package enum Listening: Sendable, Hashable {
        case socket
        case http(port: Int)
    }

    /// How long the parts of a server may take to end before they are cut off.
    package static let shutdownPatience: Duration = .seconds(10)

    private let settings: ServerSettings
    private let time: any TimeSource
    private let logger: Logger
    private let catalog: OperationCatalog
    private let opening: DatabaseService.Opening
    private let wake: Wake
    private let metrics = MetricBook()
    private let writes: WriteProbe
    private let gate = OpeningGate<OpenedDatabase>()

    /// The database; waits for it to be open.
    package var database: OpenedDatabase {
        get async throws { try await gate.enter() }
    }

    /// Whether the database is open.
    package var isOpen: Bool { gate.value != nil }

    /// Ends the server in good order.
    package let stop: StopRequest

    /// Prepares a server.
    ///
    /// - Parameters:
    ///   - wake: rings when something may be due sooner than the sweep knows.
    ///   - writes: finds out whether the database can be written.
    ///   - catalog: the operations that clients can call.
    ///   - opening: opens the database; called once, by the owner of the lock alone.
    package init(
        settings: ServerSettings,
        time: any TimeSource,
        logger: Logger,
        wake: Wake,
        writes: WriteProbe? = nil,
        catalog: OperationCatalog,
        opening: @escaping DatabaseService.Opening
    ) {
        self.settings = settings
        self.time = time
        self.logger = logger
        self.wake = wake
        self.writes = writes ?? WriteProbe(time: time)
        self.catalog = catalog
        self.opening = opening
        stop = StopRequest { reason in logger.record(.info, "The server ends", [.reason: reason]) }
    }

    /// Serves until the process is told to end, or nobody needs an on-demand server any more.
    ///
    /// - Parameters:
    ///   - endsOnSignals: whether SIGTERM and SIGINT end the server in good order.
    ///   - onListening: hears of each way in once clients can connect.
    package func run(
        endsOnSignals: Bool = true,
        onListening: @escaping @Sendable (Listening) -> Void = { _ in }
    ) async throws {
        let parts = ServerParts(
            settings: settings,
            time: time,
            logger: logger,
            metrics: metrics,
            catalog: catalog,
            gate: gate,
            stop: stop,
            writes: writes
        )
        metrics.add(to: .buildInfo, settings.build)
        let socket = SocketServer(location: settings.location, desk: parts.desk, logger: logger)
        try await socket.listen()
        onListening(.socket)
        let isListening = Latch()
        var services: [any Service] = [database(parts, after: isListening), parts.undelivered]
        services.append(parts.sweeper(wake: wake))
        services.append(SearchService(gate: gate, logger: logger))
        services.append(CredentialSentry(authenticator: parts.authenticator, logger: logger))
        if let http = settings.http {
            services.append(parts.httpServer(http, isListening: isListening) { onListening(.http(port: $0)) })
        } else {
            isListening.open()
        }
        services.append(socket)
        if settings.isOnDemand { services.append(parts.idleWatch) }
        try await group(services, endsOnSignals: endsOnSignals).run()
        logger.record(.info, "The server has ended")
    }

    private func database(_ parts: ServerParts, after isListening: Latch) -> DatabaseService {
        DatabaseService(gate: gate, after: isListening, time: time, logger: logger) {
            let database = try await opening()
            database.orchestrator.revocations.listen { parts.authenticator.revoked($0) }
            if settings.http != nil { try await createFirstToken(database.orchestrator) }
            return database
        }
    }

    /// Writes the first token of a database beside it, readable by its owner alone, unless there are tokens already.
    private func createFirstToken(_ orchestrator: Orchestrator) async throws {
        guard try await orchestrator.tokens(of: nil).isEmpty else { return }
        let grant = TokenGrant(name: "first", scopes: Scope.allCases)
        let token = try await orchestrator.createToken(grant, entropy: Entropy.system).token
        try PrivateFile.replace(settings.location.token, with: token.text + "\n")
        logger.record(.info, "Wrote the first token for HTTP", [.path: settings.location.token])
    }

    private func group(_ services: [any Service], endsOnSignals: Bool) -> ServiceGroup {
        // A part that fails ends the server in good order too: calls that wait hear why.
        var all = services.map { service in
            ServiceGroupConfiguration.ServiceConfiguration(
                service: service,
                failureTerminationBehavior: .gracefullyShutdownGroup
            )
        }
        all.append(
            ServiceGroupConfiguration.ServiceConfiguration(
                service: stop,
                successTerminationBehavior: .gracefullyShutdownGroup
            )
        )
        var quiet = logger
        quiet.logLevel = max(.notice, logger.logLevel)
        var configuration = ServiceGroupConfiguration(
            services: all,
            gracefulShutdownSignals: endsOnSignals ? [.sigterm, .sigint] : [],
            logger: quiet
        )
        configuration.maximumGracefulShutdownDuration = Self.shutdownPatience
        return ServiceGroup(configuration: configuration)
    }
}
