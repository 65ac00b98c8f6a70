import AthenaJSON

/// What a message asks for, read a second time and independently of the code under test.
enum Asked: Equatable {
    /// One answer with this id.
    case answer(id: JSON, method: String, isModern: Bool)
    /// One error with the id if there is one to be read.
    case refusal(id: JSON)
    /// Nothing.
    case silence

    private static let envelope = ["protocolVersion", "clientCapabilities", "clientInfo", "logLevel"].map {
        "io.modelcontextprotocol/\($0)"
    }

    /// Reads one message that is no batch.
    init(_ json: JSON) {
        guard let object = json.objectValue else {
            self = .refusal(id: .null)
            return
        }
        let id = Self.id(object["id"])
        let hasForeignID = object["id"] != nil && id == nil
        guard object["jsonrpc"]?.stringValue == "2.0", !hasForeignID else {
            self = .refusal(id: id ?? .null)
            return
        }
        if let method = object["method"]?.stringValue {
            let isModern = Self.envelope.contains { object["params"]?["_meta"]?[$0] != nil }
            self = id.map { .answer(id: $0, method: method, isModern: isModern) } ?? .silence
        } else if object["method"] == nil, id != nil, object["result"] != nil || object["error"] != nil {
            self = .silence
        } else {
            self = .refusal(id: id ?? .null)
        }
    }

    /// The id that an answer must carry; nil where none is due.
    var id: JSON? {
        switch self {
        case .answer(let id, _, _), .refusal(let id): id
        case .silence: nil
        }
    }

    /// A string or an integer, as JSON-RPC allows.
    static func id(_ json: JSON?) -> JSON? {
        switch json {
        case .string?, .integer?: json
        default: nil
        }
    }
}
