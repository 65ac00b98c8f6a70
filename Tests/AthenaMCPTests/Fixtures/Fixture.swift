import AthenaJSON
import AthenaMCP

/// A server, a caller and an exchange for tests.
enum Fixture {
    static let caller = Caller(id: CallerID("local"))

    /// A server with the fixture tools and a page size of two for resources and tools alike.
    static func server(
        pageSize: Int = 100,
        hasResources: Bool = true,
        tools: any ToolProvider = FixtureTools()
    ) -> MCPServer {
        let identity = ServerIdentity(name: "fixture", version: "1.2.3", title: "Fixture")
        var configuration = ServerConfiguration(identity: identity, instructions: "Use echo.")
        configuration.toolListCaching = CachePolicy(milliseconds: 300_000, scope: .public)
        configuration.sendsLogs = true
        configuration.pageSize = pageSize
        return MCPServer(
            configuration: configuration,
            tools: tools,
            resources: hasResources ? FixtureResources() : nil
        )
    }

    static let baseFields: [(String, String)] = [
        ("host", "localhost:7433"),
        ("content-type", "application/json"),
        ("accept", "application/json, text/event-stream"),
    ]

    /// Headers of an ordinary POST, and more.
    static func fields(_ more: [(String, String)] = []) -> HTTPFields {
        HTTPFields((baseFields + more).map { HTTPField($0.0, $0.1) })
    }

    /// What a legacy client says first.
    static func initialize(_ revision: ProtocolRevision) -> String {
        """
        {"jsonrpc":"2.0","id":"init","method":"initialize","params":{"protocolVersion":"\(revision.rawValue)",\
        "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
        """
    }

    /// Opens a legacy HTTP session and answers its id.
    static func openSession(
        _ revision: ProtocolRevision,
        on exchange: HTTPExchange,
        caller: Caller = Fixture.caller
    ) async -> String {
        let request = HTTPExchangeRequest(
            method: "POST",
            fields: fields(),
            body: Array(initialize(revision).utf8),
            caller: caller
        )
        let answer = await exchange.outcome(of: request)
        return answer.headers["mcp-session-id"] ?? "no session"
    }
}
