internal import AthenaMCP
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
    private let listener = Mutex<NIOAsyncChannel<SocketClientChannel, Never>?>(nil)

    /// Serves at the socket of a database.
    package init(location: DatabaseLocation, desk: SocketDesk, logger: Logger) {
        self.location = location
        self.desk = desk
        self.logger = logger
    }

    /// Takes the place of whatever was at the path and listens; only for whoever holds the lock of the database.
    ///
    /// Clients that connect from now on wait until ``run()`` gets to them.
    package func listen() async throws {
        try PrivateFile.createFolder(Path.folder(of: location.socket))
        try location.checkSocketFolder()
        try PrivateFile.remove(location.socket)
        let deadline = desk.helloDeadline
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .bind(unixDomainSocketPath: location.socket) { channel in
                channel.eventLoop.makeCompletedFuture { try SocketClientChannel(channel, helloDeadline: deadline) }
            }
        try PrivateFile.close(location.socket)
        listener.withLock { $0 = channel }
    }

    package func run() async throws {
        guard let channel = listener.withLock({ $0 }) else { return }
        logger.record(.info, "Listening on the socket", [.address: location.socket])
        try await withGracefulShutdownHandler {
            try await withThrowingDiscardingTaskGroup { group in
                try await channel.executeThenClose { clients in
                    for try await client in clients {
                        group.addTask { await self.desk.serve(client) }
                    }
                }
            }
        } onGracefulShutdown: {
            channel.channel.close(promise: nil)
            self.desk.census.end(.socket)
        }
        try PrivateFile.remove(location.socket)
    }
}

/// A client that has connected and has yet to say who it is.
struct SocketClientChannel: Sendable {
    let stream: NIOAsyncChannel<ByteBuffer, ByteBuffer>
    /// Its first line.
    let hello: EventLoopFuture<[UInt8]>

    /// Prepares the pipeline of a new connection, on its event loop.
    init(_ channel: any Channel, helloDeadline: TimeAmount) throws {
        let promise = channel.eventLoop.makePromise(of: [UInt8].self)
        let handler = HelloHandler(promise: promise, deadline: helloDeadline)
        try channel.pipeline.syncOperations.addHandler(handler)
        stream = try NIOAsyncChannel(wrappingChannelSynchronously: channel)
        hello = promise.futureResult
    }
}
