package import Logging
internal import NIOCore
internal import NIOPosix
internal import ServiceLifecycle
internal import Synchronization

/// Listens at a socket in the file system and serves MCP, one message a line, after a hello each way.
package final class SocketServer: Service {
    private let location: DatabaseLocation
    private let desk: SocketDesk
    private let logger: Logger
    private let clients: AsyncStream<SocketConnection>
    private let queue: AsyncStream<SocketConnection>.Continuation
    private let listener = Mutex<(any Channel)?>(nil)
    private let ending = Latch()
    private let patience: Duration

    /// How long clients may take to read their last answers once the server ends.
    package static let patience: Duration = .seconds(3)

    /// Serves at the socket of a database.
    package init(
        location: DatabaseLocation,
        desk: SocketDesk,
        logger: Logger,
        patience: Duration = SocketServer.patience
    ) {
        self.location = location
        self.desk = desk
        self.logger = logger
        self.patience = patience
        (clients, queue) = AsyncStream.makeStream(of: SocketConnection.self)
    }

    /// Takes the place of whatever was at the path and listens; only for whoever holds the lock of the database.
    ///
    /// Clients that connect from now on wait until ``run()`` gets to them.
    package func listen() async throws {
        try PrivateFile.createFolder(Path.folder(of: location.socket))
        try location.checkSocketFolder()
        try PrivateFile.remove(location.socket)
        let (desk, queue) = (desk, queue)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptBackoffHandler())
                }
            }
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let connection = try SocketConnection(
                        channel,
                        helloDeadline: desk.helloDeadline,
                        writePatience: desk.writePatience
                    )
                    if desk.admit(connection) { queue.yield(connection) }
                }
            }
            .bind(unixDomainSocketPath: location.socket)
            .get()
        try PrivateFile.close(location.socket)
        listener.withLock { $0 = channel }
    }

    package func run() async throws {
        logger.record(.info, "Listening on the socket", [.address: location.socket])
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.serveClients() }
                group.addTask { await self.cutStragglers() }
                await group.next()
                group.cancelAll()
            }
        } onGracefulShutdown: {
            self.end()
        }
        end()
        try PrivateFile.remove(location.socket)
    }

    private func serveClients() async {
        await withDiscardingTaskGroup { group in
            for await client in clients { group.addTask { await self.desk.serve(client) } }
        }
    }

    /// Ends the connections whose clients do not read: a write to one of them waits for ever and cannot be cancelled.
    private func cutStragglers() async {
        await ending.wait()
        // Ends early when everybody has gone, or when nothing may take any longer.
        try? await ContinuousClock().sleep(for: patience)
        desk.census.cut(.socket)
    }

    /// Lets nobody in any more, and everybody finish what runs.
    private func end() {
        listener.withLock { $0.take() }?.close(promise: nil)
        queue.finish()
        ending.open()
        desk.census.end(.socket)
    }
}
