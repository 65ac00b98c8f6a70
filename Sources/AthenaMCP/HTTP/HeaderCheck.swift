import AthenaJSON

/// Compares the headers that repeat parts of a modern message with the message itself.
///
/// Proxies route by headers; a header that disagrees with the body would let a message pass under another's name.
struct HeaderCheck: Sendable {
    let fields: HTTPFields

    private static let method = "mcp-method"
    private static let name = "mcp-name"

    /// Checks a request. The name is nil for methods without one, and where the body has none to compare.
    func check(version: String, method: String, name: String?) throws(ProtocolError) {
        try compare("MCP-Protocol-Version", try required(HTTPFields.version), with: version)
        try compare("Mcp-Method", try required(Self.method), with: method)
        if let name {
            try compare("Mcp-Name", try HeaderText.decode(try required(Self.name)), with: name)
        }
    }

    /// Checks a notification, whose headers are optional but must not lie.
    func check(notification: IncomingNotification) throws(ProtocolError) {
        let header = try optional(HTTPFields.version)
        let body = notification.params?[MetaKey.meta]?[MetaKey.protocolVersion]?.stringValue
        if let header, let body { try compare("MCP-Protocol-Version", header, with: body) }
        if let version = body ?? header, ProtocolRevision(rawValue: version)?.era != .modern {
            throw .unsupported(version: version)
        }
        if let named = try optional(Self.method) { try compare("Mcp-Method", named, with: notification.method) }
    }

    private func required(_ name: String) throws(ProtocolError) -> String {
        guard let value = try optional(name) else {
            throw ProtocolError(.headerMismatch, "Header \(name) is required")
        }
        return value
    }

    private func optional(_ name: String) throws(ProtocolError) -> String? {
        guard let value = fields.single(name) else {
            guard fields.contains(name) else { return nil }
            throw ProtocolError(.headerMismatch, "Header \(name) must not be repeated")
        }
        guard value.isPrintableASCII else {
            throw ProtocolError(.headerMismatch, "Header \(name) must be visible ASCII: encode it as =?base64?...?=")
        }
        return value
    }

    private func compare(_ name: String, _ header: String, with body: String) throws(ProtocolError) {
        guard header.hasSameBytes(as: body) else {
            throw ProtocolError(.headerMismatch, "Header mismatch: \(name) does not match the request body")
        }
    }
}

extension String {
    fileprivate var isPrintableASCII: Bool {
        let bytes = utf8Span.span
        for index in bytes.indices where !(0x20...0x7e).contains(bytes[index]) { return false }
        return true
    }
}
