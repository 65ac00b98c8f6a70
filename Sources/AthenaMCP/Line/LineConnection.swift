/// Serves one connection that carries one JSON-RPC message a line: a pipe, a socket, a test.
///
/// Reading goes on while requests run, so that a cancellation or a ping is never stuck behind a long call. Requests run
/// in child tasks of ``run(reading:write:)``: when it returns, nothing of the connection is left.
public struct LineConnection: Sendable {
    private let server: MCPServer
    private let context: TransportContext
    private let session: Session
    private let limits: LineLimits
    private let clock: any Clock<Duration>

    /// Creates a connection of one caller.
    public init(
        server: MCPServer,
        caller: Caller,
        limits: LineLimits = LineLimits(),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        let session = Session()
        self.server = server
        self.session = session
        self.limits = limits
        self.clock = clock
        context = TransportContext(caller: caller, transport: .line(session))
    }

    /// Serves until the input ends or the other side stops reading, then finishes what can be finished soon.
    ///
    /// - Parameters:
    ///   - input: chunks of bytes, cut anywhere.
    ///   - write: writes whole lines, line break included.
    /// - Throws: what the input threw, once everything is finished.
    public func run<Input: AsyncSequence>(
        reading input: Input,
        write: @escaping ByteSink
    ) async throws where Input.Element == [UInt8] {
        let serving = LineServing(
            server: server,
            context: context,
            session: session,
            writer: LineWriter(write),
            queue: LineQueue(limits: limits)
        )
        var failure: (any Error)?
        await withDiscardingTaskGroup { group in
            do {
                try await serving.read(input, limit: limits.maximumLineBytes, into: &group)
            } catch {
                failure = error
            }
            await serving.drain(limits, on: clock)
            group.cancelAll()
        }
        if let failure { throw failure }
    }
}
