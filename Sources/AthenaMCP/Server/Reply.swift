/// What the server says to one message, ready to be framed.
public struct Reply: Sendable {
    /// The HTTP status that goes with it; other transports ignore it.
    public let status: Int
    /// HTTP headers beyond the content type; other transports ignore them.
    public let headers: [HTTPField]
    /// The message; nil when nothing is to be said, which HTTP shows as a bare status.
    public let message: [UInt8]?
    /// What to do when the message could not be written.
    public let onUndelivered: UndeliveredAction?

    /// Creates a reply.
    init(
        status: Int,
        headers: [HTTPField] = [],
        message: [UInt8]?,
        onUndelivered: UndeliveredAction? = nil
    ) {
        self.status = status
        self.headers = headers
        self.message = message
        self.onUndelivered = onUndelivered
    }

    /// Taken note of; nothing to say.
    static let accepted = Reply(status: 202, message: nil)

    /// Refuses a message.
    static func refusal(_ error: ProtocolError, for id: RequestID?, in revision: ProtocolRevision) -> Reply {
        Reply(
            status: error.fault.status(in: revision.era),
            message: OutgoingMessage.error(error, for: id, in: revision)
        )
    }

    /// Joins the replies to the elements of a batch; elements without an answer leave no trace.
    static func batch(_ replies: [Reply]) -> Reply {
        let messages = replies.compactMap(\.message)
        let actions = replies.compactMap(\.onUndelivered)
        guard !messages.isEmpty else { return .accepted }
        return Reply(status: 200, message: OutgoingMessage.batch(messages)) {
            for action in actions { await action() }
        }
    }
}
