import AthenaMCP
import Synchronization
import Testing

/// A client at the other end of a line connection.
final class LineClient: Sendable {
    private let feed: AsyncStream<[UInt8]>.Continuation
    private let input: AsyncStream<[UInt8]>
    private let output: AsyncStream<String>
    private let printed: AsyncStream<String>.Continuation
    private let isGone = Mutex(false)

    init() {
        (input, feed) = AsyncStream.makeStream()
        (output, printed) = AsyncStream.makeStream()
    }

    /// Writes one line.
    func send(_ line: String) {
        feed.yield(Array("\(line)\n".utf8))
    }

    /// Writes bytes as they are.
    func send(bytes: [UInt8]) {
        feed.yield(bytes)
    }

    /// Writes no more.
    func hangUp() {
        feed.finish()
    }

    /// Reads no more: every write from now on fails.
    func stopReading() {
        isGone.withLock { $0 = true }
    }

    /// Talks to a server until the conversation is over and the connection has ended.
    func converse(
        with server: MCPServer,
        limits: LineLimits = LineLimits(),
        clock: any Clock<Duration> = ContinuousClock(),
        _ conversation: @escaping @Sendable (inout ServerLines) async throws -> Void
    ) async throws {
        let connection = LineConnection(server: server, caller: Fixture.caller, limits: limits, clock: clock)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [self] in
                try await connection.run(reading: input) { [self] bytes in
                    if isGone.withLock({ $0 }) { return false }
                    printed.yield(String(decoding: bytes, as: UTF8.self))
                    return true
                }
                printed.finish()
            }
            var lines = ServerLines(output)
            try await conversation(&lines)
            try await group.waitForAll()
        }
    }
}

/// What the server writes, line by line.
struct ServerLines {
    private var iterator: AsyncStream<String>.Iterator

    init(_ lines: AsyncStream<String>) {
        iterator = lines.makeAsyncIterator()
    }

    /// The next line with its line break; nil when the connection has ended.
    mutating func next() async -> String? {
        await iterator.next(isolation: #isolation)
    }
}
