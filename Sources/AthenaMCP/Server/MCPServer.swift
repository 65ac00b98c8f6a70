/// The protocol core: decodes a message, classifies its era, checks it, asks a provider, encodes the answer.
///
/// It has no state but the table of legacy HTTP sessions, and knows nothing of sockets. Use ``LineConnection`` for
/// pipes and sockets, ``HTTPExchange`` for HTTP, and ``handle(_:from:sink:)`` in process.
public struct MCPServer: Sendable {
    let configuration: ServerConfiguration
    let tools: any ToolProvider
    let resources: (any ResourceProvider)?
    let sessions: SessionTable

    /// Creates a server; without a provider of resources it does not declare them.
    public init(
        configuration: ServerConfiguration,
        tools: any ToolProvider,
        resources: (any ResourceProvider)? = nil
    ) {
        self.configuration = configuration
        self.tools = tools
        self.resources = resources
        sessions = SessionTable(
            capacity: configuration.maximumSessions,
            share: configuration.maximumSessionsPerCaller,
            entropy: configuration.entropy
        )
    }

    /// Answers one message, or one batch, from start to end.
    ///
    /// - Parameters:
    ///   - bytes: one JSON text.
    ///   - context: where it came from.
    ///   - sink: writes notifications that belong to the request, each before this method returns.
    /// - Returns: the reply. Whoever cannot write it runs its ``Reply/onUndelivered``. A request cancelled by its
    ///   client replies nothing.
    public func handle(
        _ bytes: [UInt8],
        from context: TransportContext,
        sink: @escaping MessageSink = { _ in false }
    ) async -> Reply {
        await prepare(bytes, from: context).run { request in
            await Self.perform(request, sink: sink)
        }
    }

    /// Runs one request so that its client can cancel it, and swallows the answer if it did.
    static func perform(_ request: PendingRequest, sink: @escaping MessageSink) async -> Reply {
        guard let inFlight = request.inFlight else { return await request.answer(through: sink) }
        guard let running = inFlight.begin(request.id, waits: request.waits) else { return duplicate(request) }
        let reply = await perform(request, as: running, sink: sink)
        inFlight.end(running)
        guard running.isCancelled else { return reply }
        await reply.onUndelivered?()
        return .accepted
    }

    /// Runs one request that is noted as in flight already; whether it was cancelled is for the caller to see.
    static func perform(
        _ request: PendingRequest,
        as running: CancellableRequest,
        sink: @escaping MessageSink
    ) async -> Reply {
        await running.run {
            await request.answer { message in
                running.isCancelled ? false : await sink(message)
            }
        }
    }

    /// The refusal of an id that is in flight already: two answers with one id could not be told apart.
    static func duplicate(_ request: PendingRequest) -> Reply {
        .refusal(
            ProtocolError(.invalidRequest, "A request with this id is in flight: use each id once"),
            for: request.id,
            in: request.era == .modern ? .v2026_07_28 : .newestLegacy
        )
    }
}
