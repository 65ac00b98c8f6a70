/// Where a message came from: what the transport knows and the bytes do not say.
public struct TransportContext: Sendable {
    /// The two kinds of transport.
    public enum Transport: Sendable {
        /// A connection of its own, such as a pipe or a socket: state lives as long as the connection.
        case line(Session)
        /// One HTTP request with its headers.
        case http(HTTPFields)
    }

    /// Who sends the message.
    public let caller: Caller
    /// How it came.
    public let transport: Transport

    /// Creates a context.
    public init(caller: Caller, transport: Transport) {
        self.caller = caller
        self.transport = transport
    }

    /// The headers, where there are any.
    var fields: HTTPFields? {
        guard case .http(let fields) = transport else { return nil }
        return fields
    }
}
