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

    /// Describes a client.
    package init(version: WireVersion, token: String? = nil, wish: IdentityWish = IdentityWish()) {
        self.version = version
        self.token = token
        self.wish = wish
    }

    /// Reads a line without trusting it; members that are not known are left for later versions.
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
            build: json["build"]?.stringValue ?? "unknown",
            schema: json["schema"]?.integerValue ?? 0,
            processID: json["pid"]?.integerValue.flatMap { Int32(exactly: $0) } ?? 0
        )
        token = json["token"]?.stringValue
        var wish = IdentityWish()
        if let agent = json["agent"]?.stringValue { wish.agent = try Agent.ID(checking: agent) }
        wish.project = json["project"]?.stringValue
        if let word = json["toolset"]?.stringValue { wish.shelf = try OperationShelf(checking: word) }
        self.wish = wish
    }

    /// The line, its newline included.
    package var line: [UInt8] {
        var hello = version.json
        if let token { hello["token"] = .string(token) }
        if let agent = wish.agent { hello["agent"] = .string(agent.rawValue) }
        if let project = wish.project { hello["project"] = .string(project) }
        if let shelf = wish.shelf { hello["toolset"] = .string(shelf.word) }
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
