public import AthenaJSON

/// What a client says about itself: in the envelope of a modern request, or once in the legacy handshake.
public struct ClientFacts: Sendable, Hashable {
    /// The optional abilities the client declared for this request.
    public let capabilities: JSONObject
    /// Name and version, for display only. Nothing may depend on it: it is self-reported.
    public let info: JSONObject?

    /// Creates the facts of a client.
    public init(capabilities: JSONObject = [:], info: JSONObject? = nil) {
        self.capabilities = capabilities
        self.info = info
    }

    /// The part of `required` that the client did not declare; nil when it declared all of it.
    func missing(from required: JSONObject) -> JSONObject? {
        let missing = Self.difference(required, capabilities)
        return missing.isEmpty ? nil : missing
    }

    /// What `required` has and `declared` lacks, member by member.
    private static func difference(_ required: JSONObject, _ declared: JSONObject) -> JSONObject {
        var missing: JSONObject = [:]
        for member in required {
            guard case .object(let wanted) = member.value, case .object(let given)? = declared[member.name] else {
                if declared[member.name] == nil { missing[member.name] = member.value }
                continue
            }
            let rest = difference(wanted, given)
            if !rest.isEmpty { missing[member.name] = .object(rest) }
        }
        return missing
    }
}
