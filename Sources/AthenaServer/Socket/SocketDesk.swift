internal import AthenaCore
package import AthenaMCP
internal import AthenaOperations
package import Logging
internal import NIOCore

/// Serves one client of the socket after the other, from its hello to its end.
package struct SocketDesk: Sendable {
    let census: ConnectionCensus
    let helloDeadline: TimeAmount
    let writePatience: TimeAmount
    private let server: MCPServer
    private let version: WireVersion
    private let doorkeeper: Doorkeeper
    private let authenticator: Authenticator
    private let stop: StopRequest
    private let logger: Logger

    /// Gathers what a client needs.
    ///
    /// - Parameters:
    ///   - helloDeadline: how long a client may take to say who it is.
    ///   - writePatience: how long a client may take to read what was written to it.
    package init(
        server: MCPServer,
        version: WireVersion,
        doorkeeper: Doorkeeper,
        authenticator: Authenticator,
        census: ConnectionCensus,
        stop: StopRequest,
        logger: Logger,
        helloDeadline: Duration = .seconds(10),
        writePatience: Duration = .seconds(30)
    ) {
        self.server = server
        self.version = version
        self.doorkeeper = doorkeeper
        self.authenticator = authenticator
        self.census = census
        self.stop = stop
        self.logger = logger
        self.helloDeadline = TimeAmount(helloDeadline)
        self.writePatience = TimeAmount(writePatience)
    }

    /// Counts a new connection until it ends; one too many is told so and closed.
    func admit(_ client: SocketConnection) -> Bool {
        let channel = client.channel
        let ticket = census.enter(
            .socket,
            endInput: { client.endInput() },
            cut: { channel.close(promise: nil) }
        )
        guard let ticket else {
            let line = ServerHello(version: version, verdict: .refused(Self.full)).line
            channel.writeAndFlush(ByteBuffer(bytes: line)).whenComplete { _ in channel.close(promise: nil) }
            return false
        }
        channel.closeFuture.whenComplete { [census] _ in census.leave(ticket) }
        return true
    }

    /// Serves a client until it goes.
    func serve(_ client: SocketConnection) async {
        do {
            let hello = try ClientHello(parsing: try await client.hello.get())
            await receive(client, hello)
        } catch let error as AthenaError {
            await refuse(error, client)
        } catch {
            logger.record(.debug, "A client left without a hello", [.reason: "\(error)"])
        }
        await client.close()
    }

    private func receive(_ client: SocketConnection, _ hello: ClientHello) async {
        switch await doorkeeper.decide(hello, peer: await PeerUser.id(of: client.channel)) {
        case .refuse(let error):
            await refuse(error, client)
        case .replaceMe:
            await send(.replaceMe, to: client)
            stop.stop(because: "process \(hello.version.processID) takes its place")
        case .admit(let identity, let key):
            let watch = key.map { key in authenticator.watch(key) { client.channel.close(promise: nil) } }
            await send(.welcome(principal: identity.principal), to: client)
            logger.record(
                .debug,
                "A client connected",
                [.principal: identity.principal, .project: identity.caller.project]
            )
            await converse(identity, client)
            withExtendedLifetime(watch) {}
        }
    }

    /// Serves until the client has nothing more to say, or is gone for good, which gives up what still waits at once.
    private func converse(_ identity: Identity, _ client: SocketConnection) async {
        let caller = AthenaMCP.Caller(id: CallerID(identity.principal), principal: identity)
        let connection = LineConnection(server: server, caller: caller)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await connection.run(reading: client.feed) { line in await client.write(line) }
                } catch {
                    logger.record(.debug, "A connection of the socket broke", [.reason: "\(error)"])
                }
            }
            group.addTask { await client.gone.wait() }
            await group.next()
            group.cancelAll()
        }
    }

    private func refuse(_ error: AthenaError, _ client: SocketConnection) async {
        logger.record(.warning, "Refused a client", [.errorCode: error.code.rawValue, .transport: "socket"])
        await send(.refused(error), to: client)
    }

    private func send(_ verdict: ServerHello.Verdict, to client: SocketConnection) async {
        // Whoever is gone before the hello will not miss it.
        _ = await client.write(ServerHello(version: version, verdict: verdict).line)
    }

    private static var full: AthenaError {
        AthenaError(
            .rateLimited,
            "Too many clients are connected, or the server is ending.",
            next: "Try again in a few seconds.",
            retryAfterMs: 2_000
        )
    }
}
