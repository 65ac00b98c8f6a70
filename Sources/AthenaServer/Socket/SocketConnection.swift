internal import NIOCore

/// A client that has connected and has yet to say who it is.
struct SocketConnection: Sendable {
    let channel: any Channel
    /// Its first line.
    var hello: EventLoopFuture<[UInt8]> { promise.futureResult }
    /// What comes behind it.
    let feed = ChunkFeed()
    /// Opens when the connection has ended.
    let gone = Latch()
    private let promise: EventLoopPromise<[UInt8]>

    /// Prepares the pipeline of a new connection, on its event loop.
    ///
    /// - Parameter writePatience: how long the client may take to read what was written to it.
    init(_ channel: any Channel, helloDeadline: TimeAmount, writePatience: TimeAmount) throws {
        promise = channel.eventLoop.makePromise()
        self.channel = channel
        channel.closeFuture.whenComplete { [gone] _ in gone.open() }
        try channel.pipeline.syncOperations.addHandlers([
            WriteDeadlineHandler(patience: writePatience),
            HelloHandler(promise: promise, deadline: helloDeadline),
            ChunkHandler(feed: feed),
        ])
    }

    /// Writes and waits until the system has taken it; false when the client is gone.
    func write(_ line: [UInt8]) async -> Bool {
        do {
            try await channel.writeAndFlush(ByteBuffer(bytes: line))
            return true
        } catch {
            return false
        }
    }

    /// Reads nothing more, so that what runs can be finished.
    func endInput() {
        promise.fail(HelloFailure.ended)
        feed.finish()
    }

    /// Ends the connection behind what was written.
    func close() async {
        // Closed already is closed.
        try? await channel.close()
    }
}
