/// A request as a transport hands it over.
public struct HTTPExchangeRequest: Sendable {
    /// The method, in upper case.
    public let method: String
    /// The headers, with every duplicate.
    public let fields: HTTPFields
    /// The whole body.
    public let body: [UInt8]
    /// Who the credential says is calling.
    public let caller: Caller

    /// Creates a request.
    public init(method: String, fields: HTTPFields, body: [UInt8], caller: Caller) {
        self.method = method
        self.fields = fields
        self.body = body
        self.caller = caller
    }
}

/// A complete answer.
public struct HTTPAnswer: Sendable {
    /// The status.
    public let status: Int
    /// The headers; the transport adds the length.
    public let headers: [HTTPField]
    /// The body, empty where the status says all.
    public let body: [UInt8]
    /// What to run when the answer could not be written.
    public let onUndelivered: UndeliveredAction?

    /// Creates an answer.
    public init(
        status: Int,
        headers: [HTTPField] = [],
        body: [UInt8] = [],
        onUndelivered: UndeliveredAction? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.onUndelivered = onUndelivered
    }

    private static let jsonHeaders = [HTTPField("Content-Type", "application/json")]

    /// The answer for a reply.
    init(_ reply: Reply) {
        self.init(
            status: reply.status,
            headers: (reply.message == nil ? [] : Self.jsonHeaders) + reply.headers,
            body: reply.message ?? [],
            onUndelivered: reply.onUndelivered
        )
    }

    /// A refusal that never reached the protocol: JSON-RPC clients still find an error object in it.
    static func refusal(_ status: Int, _ message: String, headers: [HTTPField] = []) -> HTTPAnswer {
        let error = ProtocolError(.invalidRequest, message)
        return HTTPAnswer(
            status: status,
            headers: jsonHeaders + headers,
            body: OutgoingMessage.error(error, for: nil, in: .newestLegacy)
        )
    }
}
