package import AthenaCore
internal import AthenaJSON

/// The first line of a client: its version, and what it wants to be.
package struct ClientHello: Sendable, Hashable {
    /// The longest line read as a hello.
    package static let maximumBytes = 8_192

    package let version: WireVersion
    /// A bearer token; without one the user of the process says who it is.
    package let token: String?
    /// The agent, project and tools asked for.
    package let wish: IdentityWish
    /// Whether the client wants to serve the database itself, in the place of a server started on demand.
    package let asksToReplace: Bool

    /// Describes a client.
    package init(
        version: WireVersion,
        token: String? = nil,
        wish: IdentityWish = IdentityWish(),
        asksToReplace: Bool = false
    ) {
        self.version = version
        self.token = token
        self.wish = wish
        self.asksToReplace = asksToReplace
    }

    /// Reads a line without trusting it; members that are not known are left for later versions, and one of the wrong
    /// kind never counts as absent: without its token a client would be somebody else.
    ///
    /// - Throws: `invalid_argument` with what is wrong.
    package init(parsing line: [UInt8]) throws(AthenaError) {
        guard let json = try? JSON(parsing: line), case .object = json,
            let number = json["protocol"]?.integerValue
        else {
            throw .invalid(
                "The first line on this socket must be a hello: a JSON object with the number `protocol`.",
                next: "Connect with `athena mcp`, which says it for you."
            )
        }
        version = WireVersion(
            protocolNumber: number,
            build: try Self.text("build", of: json) ?? "unknown",
            schema: json["schema"]?.integerValue ?? 0,
            processID: json["pid"]?.integerValue.flatMap { Int32(exactly: $0) } ?? 0
        )
        token = try Self.text("token", of: json)
        var wish = IdentityWish()
        if let agent = try Self.text("agent", of: json) { wish.agent = try Agent.ID(checking: agent) }
        wish.project = try Self.text("project", of: json)
        if let word = try Self.text("toolset", of: json) { wish.shelf = try OperationShelf(checking: word) }
        self.wish = wish
        switch json["replace"] {
        case nil: asksToReplace = false
        case .bool(let isAsked)?: asksToReplace = isAsked
        default: throw .invalid("The member `replace` of the hello is not true or false.")
        }
    }

    private static func text(_ name: String, of json: JSON) throws(AthenaError) -> String? {
        guard let member = json[name] else { return nil }
        guard let text = member.stringValue else {
            throw .invalid("The member `\(name)` of the hello is not a text.", next: "Correct it or leave it out.")
        }
        return text
    }

    /// The line, its newline included.
    package var line: [UInt8] {
        var hello = version.json
        if let token { hello["token"] = .string(token) }
        if let agent = wish.agent { hello["agent"] = .string(agent.rawValue) }
        if let project = wish.project { hello["project"] = .string(project) }
        if let shelf = wish.shelf { hello["toolset"] = .string(shelf.word) }
        if asksToReplace { hello["replace"] = true }
        return JSON.object(hello).bytes + [UInt8(ascii: "\n")]
    }
}

extension WireVersion {
    /// The members that both hellos share.
    var json: JSONObject {
        [
            "protocol": .integer(protocolNumber),
            "build": .string(build),
            "schema": .integer(schema),
            "pid": .integer(Int64(processID)),
        ]
    }
}
