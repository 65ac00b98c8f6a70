import AthenaJSON

/// One message as it came in, before anything is known of its era.
enum IncomingMessage: Sendable {
    /// Wants an answer.
    case request(IncomingRequest)
    /// Wants none.
    case notification(IncomingNotification)
    /// Answers a request of ours.
    case response(RequestID)
    /// An array of messages, which only 2025-03-26 knows.
    case batch([IncomingMessage])
    /// None of these; the id is there when it could be read.
    case malformed(RequestID?, ProtocolError)
}

/// A method, its parameters and the id that the answer must carry.
struct IncomingRequest: Sendable {
    let id: RequestID
    let method: String
    /// Nil when absent; kept as it came, because the place of its check on the ladder depends on the era.
    let params: JSON?
}

/// A method and its parameters, to which nothing is answered.
struct IncomingNotification: Sendable {
    let method: String
    let params: JSON?
}

extension IncomingMessage {
    /// Reads one line or one HTTP body.
    init(decoding bytes: [UInt8]) {
        do {
            let json = try JSON(parsing: bytes)
            if case .array(let elements) = json {
                self = .batch(elements.map(IncomingMessage.init(element:)))
            } else {
                self = IncomingMessage(element: json)
            }
        } catch {
            self = .malformed(nil, ProtocolError(.unparsable, "Parse error: \(error.message)"))
        }
    }

    /// Reads one JSON value that should be a message.
    private init(element: JSON) {
        guard case .object(let object) = element else {
            self = .malformed(nil, ProtocolError(.invalidRequest, "A message must be a JSON object"))
            return
        }
        let given = object["id"]
        let id = RequestID(given)
        guard case .string("2.0")? = object["jsonrpc"] else {
            self = .malformed(id, ProtocolError(.invalidRequest, "jsonrpc must be \"2.0\""))
            return
        }
        if given != nil, id == nil {
            self = .malformed(nil, ProtocolError(.invalidRequest, "id must be a string or an integer, never null"))
            return
        }
        self = IncomingMessage(object, id: id)
    }

    /// Tells the three kinds of message apart by the members they have.
    private init(_ object: JSONObject, id: RequestID?) {
        switch (object["method"], id) {
        case (.string(let method), let id?):
            self = .request(IncomingRequest(id: id, method: method, params: object["params"]))
        case (.string(let method), nil):
            self = .notification(IncomingNotification(method: method, params: object["params"]))
        case (nil, let id?) where object["result"] != nil || object["error"] != nil:
            self = .response(id)
        default:
            self = .malformed(id, ProtocolError(.invalidRequest, "A message needs a method, or an id with a result"))
        }
    }
}
