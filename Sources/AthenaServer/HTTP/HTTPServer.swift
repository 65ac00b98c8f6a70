internal import AthenaCore
package import AthenaMCP
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
package import Logging
internal import NIOCore
internal import ServiceLifecycle

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Serves MCP at `/mcp`, and the routes for those who watch over the server.
package struct HTTPServer: Service {
    /// What the routes need.
    package struct Parts: Sendable {
        let server: MCPServer
        let authenticator: Authenticator
        let census: ConnectionCensus
        let desk: UndeliveredDesk
        let readiness: Readiness
        let metrics: MetricBook
        let samples: @Sendable () async throws -> [MetricSample]
        let project: String

        /// Gathers what the routes need.
        package init(
            server: MCPServer,
            authenticator: Authenticator,
            census: ConnectionCensus,
            desk: UndeliveredDesk,
            readiness: Readiness,
            metrics: MetricBook,
            samples: @escaping @Sendable () async throws -> [MetricSample],
            project: String
        ) {
            self.server = server
            self.authenticator = authenticator
            self.census = census
            self.desk = desk
            self.readiness = readiness
            self.metrics = metrics
            self.samples = samples
            self.project = project
        }
    }

    private let settings: HTTPSettings
    private let parts: Parts
    private let logger: Logger
    private let onListening: @Sendable (Int) -> Void
    /// Opens once clients can connect.
    private let isListening: Latch

    /// Serves as `settings` say.
    ///
    /// - Parameters:
    ///   - isListening: opens once clients can connect.
    ///   - onListening: hears the port then.
    package init(
        settings: HTTPSettings,
        parts: Parts,
        logger: Logger,
        isListening: Latch,
        onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.settings = settings
        self.parts = parts
        self.logger = logger
        self.isListening = isListening
        self.onListening = onListening
    }

    package func run() async throws {
        do {
            try await application.run()
        } catch  where !isListening.isOpen {
            throw cannotListen(error)
        }
    }

    private var application: some ApplicationProtocol {
        let connections = HTTPConnectionTable(census: parts.census, desk: parts.desk, patience: settings.patience)
        var quiet = logger
        quiet.logLevel = max(.warning, logger.logLevel)
        return Application(
            responder: router(connections).buildResponder(),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [HTTPConnectionHandler(table: connections)],
                    idleTimeout: .seconds(120),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16_384,
                        maxHeaderListSize: 65_536,
                        maxHeaderFieldCount: 100
                    )
                )
            ),
            configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: nil),
            onServerRunning: { channel in
                isListening.open()
                let port = channel.localAddress?.port ?? settings.port
                logger.record(.info, "Listening for HTTP", [.address: "\(settings.host):\(port)"])
                onListening(port)
            },
            logger: quiet
        )
    }

    private func cannotListen(_ error: any Error) -> AthenaError {
        let isTaken = (error as? IOError)?.errnoCode == EADDRINUSE
        let reason = isTaken ? "is taken by another program" : "cannot be listened at: \(error)"
        return AthenaError(
            .unavailable,
            "\(settings.host):\(settings.port) \(reason).",
            next: "Choose another address, such as --http 127.0.0.1:\(HTTPSettings.standardPort + 1), or --no-http."
        )
    }

    private func router(_ connections: HTTPConnectionTable) -> Hummingbird.Router<HTTPContext> {
        let gatekeeper = HTTPGatekeeper(
            authenticator: parts.authenticator,
            defaultProject: parts.project,
            metrics: parts.metrics
        )
        let endpoint = MCPEndpoint(
            // `HostGuard` applies the policy before every route.
            exchange: HTTPExchange(server: parts.server, policy: nil),
            gatekeeper: gatekeeper,
            authenticator: parts.authenticator,
            metrics: parts.metrics
        )
        let router = Hummingbird.Router(context: HTTPContext.self)
        router.add(middleware: RequestLimits(connections: connections, patience: settings.patience))
        router.add(middleware: HostGuard(policy: settings.policy, metrics: parts.metrics, logger: logger))
        for method in [HTTPRequest.Method.get, .post, .delete, .put, .patch, .head, .options] {
            router.on("/mcp", method: method) { request, context in await endpoint.respond(request, context) }
        }
        StatusRoutes(
            readiness: parts.readiness,
            gatekeeper: gatekeeper,
            metrics: parts.metrics,
            samples: parts.samples,
            logger: logger
        ).add(to: router)
        return router
    }
}
