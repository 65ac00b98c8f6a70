/// Maps HTTP requests to answers, so that a web framework only has to carry bytes.
///
/// Use: ``refusal(method:fields:)`` as soon as the head is there, read at most ``maximumBodyBytes`` (else answer
/// ``tooLarge``), authenticate, then ``plan(_:)``.
public struct HTTPExchange: Sendable {
    /// The longest body read.
    public static let maximumBodyBytes = 4 << 20

    private let server: MCPServer
    private let policy: OriginPolicy?
    private let clock: any Clock<Duration>
    private let keepAliveInterval: Duration

    /// Creates an exchange for one endpoint.
    ///
    /// - Parameter policy: which hosts and origins may call; nil only where it was applied before every route already,
    ///   else any web page could call by making its own name point here.
    public init(
        server: MCPServer,
        policy: OriginPolicy? = OriginPolicy(),
        clock: any Clock<Duration> = ContinuousClock(),
        keepAliveInterval: Duration = .seconds(15)
    ) {
        self.server = server
        self.policy = policy
        self.clock = clock
        self.keepAliveInterval = keepAliveInterval
    }

    /// The answer to a body over the limit.
    public static let tooLarge = HTTPAnswer.refusal(413, "The body is longer than \(maximumBodyBytes) bytes")

    /// What can be refused from the head alone: origin, method and media types.
    public func refusal(method: String, fields: HTTPFields) -> HTTPAnswer? {
        switch policy?.refusal(of: fields) {
        case .host?: return .refusal(421, "This server does not answer for that Host")
        case .origin?: return .refusal(403, "Origin not allowed")
        case nil: break
        }
        switch method {
        case "POST": return mediaRefusal(fields)
        case "DELETE": return fields.namesModernVersion ? Self.notAllowed("POST") : nil
        default: return Self.notAllowed(fields.namesModernVersion ? "POST" : "POST, DELETE")
        }
    }

    /// Takes a request through every check; what remains is only the work itself.
    public func plan(_ request: HTTPExchangeRequest) -> HTTPPlan {
        if let refusal = refusal(method: request.method, fields: request.fields) { return .answer(refusal) }
        return planAdmitted(request)
    }

    /// Takes a request that ``refusal(method:fields:)`` let pass through every further check.
    ///
    /// For whoever asked that already, before reading the body; without it nothing keeps strange pages out.
    package func planAdmitted(_ request: HTTPExchangeRequest) -> HTTPPlan {
        if request.body.count > Self.maximumBodyBytes { return .answer(Self.tooLarge) }
        if request.method == "DELETE" { return .answer(endSession(request)) }
        let context = TransportContext(caller: request.caller, transport: .http(request.fields))
        let prepared = server.prepare(request.body, from: context)
        let accepted = AcceptedTypes(request.fields)
        if let reply = prepared.immediateReply {
            return accepted.json ? .answer(HTTPAnswer(reply)) : .answer(Self.asEvent(reply))
        }
        let pending = prepared.pending
        let isModern = pending.allSatisfy { $0.era == .modern }
        guard accepted.stream, !accepted.json || pending.contains(where: { $0.mayNotify }) else {
            let waits = pending.contains { $0.waits }
            return .call(HTTPCall(waits: waits, isCancelledByDisconnect: isModern) { await Self.answer(to: prepared) })
        }
        return .stream(stream(prepared, isCancelledByDisconnect: isModern))
    }

    private func mediaRefusal(_ fields: HTTPFields) -> HTTPAnswer? {
        guard let content = fields.single("content-type"), Self.isJSON(content) else {
            return .refusal(415, "Content-Type must be application/json")
        }
        let accepted = AcceptedTypes(fields)
        guard accepted.json || accepted.stream else {
            return .refusal(406, "Accept must allow application/json and text/event-stream")
        }
        return nil
    }

    private static func isJSON(_ contentType: String) -> Bool {
        contentType == "application/json" || MediaRange(contentType.utf8)?.isSameType(as: .json) == true
    }

    private static func notAllowed(_ allowed: String) -> HTTPAnswer {
        .refusal(405, "Method not allowed", headers: [HTTPField("Allow", allowed)])
    }

    private func endSession(_ request: HTTPExchangeRequest) -> HTTPAnswer {
        guard let id = request.fields.single("mcp-session-id") else {
            return .refusal(400, "DELETE needs the Mcp-Session-Id of the session to end")
        }
        guard server.sessions.remove(id, for: request.caller.id) else {
            return .refusal(404, "Session not found")
        }
        return HTTPAnswer(status: 204)
    }
}

extension HTTPExchange {
    private static let streamHeaders = [
        HTTPField("Content-Type", "text/event-stream"),
        HTTPField("Cache-Control", "no-store"),
        HTTPField("X-Accel-Buffering", "no"),
    ]

    /// An answer for a client that takes events only.
    private static func asEvent(_ reply: Reply) -> HTTPAnswer {
        guard let message = reply.message, reply.status == 200 else { return HTTPAnswer(reply) }
        return HTTPAnswer(
            status: 200,
            headers: streamHeaders + reply.headers,
            body: ServerSentEvents.event(message),
            onUndelivered: reply.onUndelivered
        )
    }

    private static func answer(to prepared: PreparedMessage) async -> HTTPAnswer {
        HTTPAnswer(await prepared.run { request in await MCPServer.perform(request) { _ in false } })
    }

    private func stream(_ prepared: PreparedMessage, isCancelledByDisconnect: Bool) -> HTTPStream {
        HTTPStream(status: 200, headers: Self.streamHeaders, isCancelledByDisconnect: isCancelledByDisconnect) {
            write in
            let stream = EventStream(write: write)
            await stream.keepingAlive(every: keepAliveInterval, on: clock) {
                let reply = await prepared.run { request in
                    await MCPServer.perform(request) { await stream.send($0) }
                }
                await stream.finish(reply)
            }
        }
    }
}
