import AthenaJSON

/// Writes what a revision knows and leaves out the rest.
///
/// Everything that differs between revisions on the way out is in this type and its extensions, so that nothing else
/// asks for a revision while it composes an answer.
struct RevisionEncoder: Sendable {
    let revision: ProtocolRevision
    let server: ServerIdentity

    /// Whether the revision is at least `first`, the one that introduced a member.
    func knows(since first: ProtocolRevision) -> Bool {
        revision >= first
    }

    /// A result, with what every modern result carries around its own members.
    func result(_ members: JSONObject, caching: CachePolicy? = nil) -> JSONObject {
        guard revision.era == .modern else { return members }
        var result: JSONObject = ["resultType": "complete"]
        for member in members.members { result.append(member.name, member.value) }
        if let caching {
            result.append("ttlMs", .integer(caching.milliseconds))
            result.append("cacheScope", .string(caching.scope.rawValue))
        }
        result.append(MetaKey.meta, [MetaKey.serverInfo: .object(serverInfo)])
        return result
    }

    /// The name of this server.
    var serverInfo: JSONObject {
        var info: JSONObject = ["name": .string(server.name)]
        if let title = server.title, knows(since: .v2025_06_18) { info.append("title", .string(title)) }
        info.append("version", .string(server.version))
        return info
    }
}

extension JSONObject {
    /// Adds a text unless it is nil.
    mutating func append(_ name: String, text: String?) {
        if let text { append(name, .string(text)) }
    }

    /// Adds a truth value unless it is nil.
    mutating func append(_ name: String, flag: Bool?) {
        if let flag { append(name, .bool(flag)) }
    }
}
