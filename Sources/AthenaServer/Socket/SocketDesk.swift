internal import AthenaCore
package import AthenaMCP
internal import AthenaOperations
package import Logging
internal import NIOCore

/// Serves one client of the socket after the other, from its hello to its end.
package struct SocketDesk: Sendable {
    let census: ConnectionCensus
    let helloDeadline: TimeAmount
    private let server: MCPServer
    private let version: WireVersion
    private let doorkeeper: Doorkeeper
    private let authenticator: Authenticator
    private let stop: StopRequest
    private let logger: Logger

    /// Gathers what a client needs.
    ///
    /// - Parameter helloDeadline: how long a client may take to say who it is.
    package init(
        server: MCPServer,
        version: WireVersion,
        doorkeeper: Doorkeeper,
        authenticator: Authenticator,
        census: ConnectionCensus,
        stop: StopRequest,
        logger: Logger,
        helloDeadline: Duration = .seconds(10)
    ) {
        self.server = server
        self.version = version
        self.doorkeeper = doorkeeper
        self.authenticator = authenticator
        self.census = census
        self.stop = stop
        self.logger = logger
        self.helloDeadline = TimeAmount(helloDeadline)
    }

    /// Serves a client until it goes.
    func serve(_ client: SocketClientChannel) async {
        let channel = client.stream.channel
        do {
            try await client.stream.executeThenClose { inbound, _ in
                let line = try await client.hello.get()
                let ticket = census.enter(.socket) { channel.close(mode: .input, promise: nil) }
                guard let ticket else { return await send(.refused(Self.full), to: channel) }
                defer { census.leave(ticket) }
                do throws(AthenaError) {
                    await admit(try ClientHello(parsing: line), from: channel, inbound)
                } catch {
                    await refuse(error, channel)
                }
            }
        } catch {
            logger.record(.debug, "A connection of the socket ended", [.reason: "\(error)"])
        }
    }

    private func admit(
        _ hello: ClientHello,
        from channel: any Channel,
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>
    ) async {
        switch await doorkeeper.decide(hello, peer: await PeerUser.id(of: channel)) {
        case .refuse(let error):
            await refuse(error, channel)
        case .makeRoom:
            await send(.replaceMe, to: channel)
            stop.stop(because: "a client of protocol \(hello.version.protocolNumber) needs another build")
        case .admit(let identity, let key):
            let watch = key.map { key in authenticator.watch(key) { channel.close(promise: nil) } }
            await send(.welcome(principal: identity.principal), to: channel)
            logger.record(
                .debug,
                "A client connected",
                [.principal: identity.principal, .project: identity.caller.project]
            )
            await converse(identity, channel, inbound)
            withExtendedLifetime(watch) {}
        }
    }

    private func converse(
        _ identity: Identity,
        _ channel: any Channel,
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>
    ) async {
        let caller = AthenaMCP.Caller(id: CallerID(identity.principal), principal: identity)
        let connection = LineConnection(server: server, caller: caller)
        do {
            try await connection.run(reading: inbound.map { Array($0.readableBytesView) }) { line in
                await Self.write(line, to: channel)
            }
        } catch {
            logger.record(.debug, "A connection of the socket broke", [.reason: "\(error)"])
        }
    }

    private func refuse(_ error: AthenaError, _ channel: any Channel) async {
        logger.record(.warning, "Refused a client", [.errorCode: error.code.rawValue, .transport: "socket"])
        await send(.refused(error), to: channel)
    }

    private func send(_ verdict: ServerHello.Verdict, to channel: any Channel) async {
        _ = await Self.write(ServerHello(version: version, verdict: verdict).line, to: channel)
    }

    /// Writes and waits until the system has taken it; false when the client is gone.
    private static func write(_ line: [UInt8], to channel: any Channel) async -> Bool {
        do {
            try await channel.writeAndFlush(ByteBuffer(bytes: line))
            return true
        } catch {
            return false
        }
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
