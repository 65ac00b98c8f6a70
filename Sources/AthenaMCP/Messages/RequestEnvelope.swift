import AthenaJSON

/// What a modern request says about itself in `_meta`.
struct RequestEnvelope: Sendable {
    let version: String
    let client: ClientFacts
    let meta: JSONObject
    let params: JSONObject

    /// Reads the envelope; what is missing or has the wrong shape is named.
    init(_ params: JSON?) throws(ProtocolError) {
        guard case .object(let params)? = params, case .object(let meta)? = params[MetaKey.meta] else {
            throw Self.incomplete("params._meta must be an object with \(Self.required)")
        }
        guard case .string(let version)? = meta[MetaKey.protocolVersion] else {
            throw Self.incomplete("_meta[\"\(MetaKey.protocolVersion)\"] must be a string")
        }
        guard case .object(let capabilities)? = meta[MetaKey.clientCapabilities] else {
            throw Self.incomplete("_meta[\"\(MetaKey.clientCapabilities)\"] must be an object")
        }
        self.version = version
        self.meta = meta
        self.params = params
        client = ClientFacts(capabilities: capabilities, info: meta[MetaKey.clientInfo]?.objectValue)
    }

    /// The severity from which on the client wants log messages.
    func logThreshold() throws(ProtocolError) -> LogLevel? {
        guard let json = meta[MetaKey.logLevel] else { return nil }
        guard let level = json.stringValue.flatMap(LogLevel.init(rawValue:)) else {
            throw .badParams("_meta[\"\(MetaKey.logLevel)\"] must be one of \(LogLevel.names)")
        }
        return level
    }

    /// Whether a message carries any part of an envelope, which makes it modern.
    static func isPresent(in params: JSON?) -> Bool {
        guard case .object(let meta)? = params?[MetaKey.meta] else { return false }
        return MetaKey.envelope.contains { meta[$0] != nil }
    }

    private static let required = "\"\(MetaKey.protocolVersion)\" and \"\(MetaKey.clientCapabilities)\""

    private static func incomplete(_ message: String) -> ProtocolError {
        ProtocolError(.incompleteEnvelope, message)
    }
}

extension LogLevel {
    /// Every level, for messages that say what would be right.
    static let names = allCases.map(\.rawValue).joined(separator: ", ")
}
