internal import AthenaCore
internal import AthenaMCP
internal import AthenaOperations
internal import Logging

/// The parts of one server, made to fit each other.
struct ServerParts: Sendable {
    let undelivered = UndeliveredDesk()
    let stop: StopRequest
    let authenticator: Authenticator
    let census: ConnectionCensus
    let desk: SocketDesk
    private let gate: OpeningGate<OpenedDatabase>
    private let pulse = SweepPulse()
    private let server: MCPServer
    private let settings: ServerSettings
    private let time: any TimeSource
    private let logger: Logger
    private let metrics: MetricBook
    private let writes: WriteProbe

    init(
        settings: ServerSettings,
        time: any TimeSource,
        logger: Logger,
        metrics: MetricBook,
        catalog: OperationCatalog,
        gate: OpeningGate<OpenedDatabase>,
        stop: StopRequest,
        writes: WriteProbe
    ) {
        self.settings = settings
        self.time = time
        self.logger = logger
        self.metrics = metrics
        self.gate = gate
        self.writes = writes
        let authenticator = Authenticator(time: time) { key in
            try await gate.enter().orchestrator.credential(key)
        }
        self.authenticator = authenticator
        census = ConnectionCensus(time: time, metrics: metrics, limits: settings.limits, logger: logger)
        self.stop = stop
        let times = CallTimes()
        let gated = GatedTools(catalog: CatalogTools(catalog), gate: gate, times: times, logger: logger)
        let tools = ObservedTools(HeartbeatTools(gated), metrics: metrics, times: times, logger: logger)
        let identity = ServerIdentity(name: "athena", version: settings.build, title: "Athena")
        server = MCPServer(
            configuration: ServerConfiguration(identity: identity, instructions: settings.instructions),
            tools: tools,
            resources: ToolResources(tools) { tool, caller in
                guard let scope = catalog.declaration(named: tool)?.scope else { return false }
                return (caller.principal as? Identity)?.caller.scopes.contains(scope) == true
            }
        )
        let doorkeeper = Doorkeeper(
            version: settings.version,
            isReplaceable: settings.isOnDemand,
            defaultProject: settings.project,
            credential: { try await authenticator.credential(of: $0) }
        )
        desk = SocketDesk(
            server: server,
            version: settings.version,
            doorkeeper: doorkeeper,
            authenticator: authenticator,
            census: census,
            stop: stop,
            logger: logger,
            writePatience: settings.socketPatience
        )
    }

    /// The sweep of the database, once that is open.
    func sweeper(wake: Wake) -> SweeperService {
        SweeperService(time: time, wake: wake, pulse: pulse, logger: logger) { try await gate.enter().sweep() }
    }

    /// What ends the server when nobody needs it.
    var idleWatch: IdleWatch { IdleWatch(census: census, pulse: pulse, stop: stop, time: time) }

    /// The server of HTTP.
    ///
    /// - Parameters:
    ///   - isListening: opens once clients can connect.
    ///   - onListening: hears the port then.
    func httpServer(
        _ http: HTTPSettings,
        isListening: Latch,
        onListening: @escaping @Sendable (Int) -> Void
    ) -> HTTPServer {
        let parts = HTTPServer.Parts(
            server: server,
            authenticator: authenticator,
            census: census,
            desk: undelivered,
            readiness: Readiness(pulse: pulse, writes: writes, schema: settings.schema, time: time) {
                gate.value?.store
            },
            metrics: metrics,
            samples: { try await gate.enter().samples() },
            project: settings.project
        )
        return HTTPServer(
            settings: http,
            parts: parts,
            logger: logger,
            isListening: isListening,
            onListening: onListening
        )
    }
}
