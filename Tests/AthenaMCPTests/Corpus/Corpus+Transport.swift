import AthenaMCP

extension Corpus {
    /// What HTTP itself decides.
    static let transport = [
        turnedAway("an origin of somewhere else", 403, "Origin not allowed").header("origin", "https://evil.example"),
        turnedAway("the origin null", 403, "Origin not allowed").header("origin", "null"),
        turnedAway("an origin with another port", 403, "Origin not allowed").header("origin", "http://localhost:1"),
        turnedAway("two origins", 403, "Origin not allowed")
            .header("origin", "http://localhost:7433").header("origin", "http://localhost:7433"),
        turnedAway("a page of another site without an origin", 403, "Origin not allowed")
            .header("sec-fetch-site", "cross-site"),
        turnedAway("a host of somewhere else", 421, hostAdvice).header("host", "evil.example"),
        turnedAway("a host that only starts right", 421, hostAdvice).header("host", "localhost.evil.example"),
        turnedAway("no host", 421, hostAdvice).without("host"),
        turnedAway("two hosts", 421, hostAdvice).header("host", "localhost").header("host", "localhost"),
        turnedAway("a body of another type", 415, typeAdvice).header("content-type", "text/plain"),
        turnedAway("a body of no type", 415, typeAdvice).without("content-type"),
        turnedAway("a form", 415, typeAdvice).header("content-type", "application/x-www-form-urlencoded"),
        turnedAway("an answer nobody can give", 406, acceptAdvice).header("accept", "text/html"),
        turnedAway("an answer refused by quality", 406, acceptAdvice).header("accept", "application/json;q=0"),
        turnedAway("GET", 405, "Method not allowed").method("GET").expecting("allow", "POST"),
        turnedAway("DELETE in the modern era", 405, "Method not allowed").method("DELETE").expecting("allow", "POST"),
        turnedAway("PUT", 405, "Method not allowed").method("PUT").expecting("allow", "POST"),
        turnedAway("GET of a legacy client", 405, "Method not allowed").method("GET")
            .without("mcp-protocol-version").expecting("allow", "POST, DELETE"),
        turnedAway("DELETE without a session", 400, "DELETE needs the Mcp-Session-Id of the session to end")
            .method("DELETE").without("mcp-protocol-version"),
        turnedAway("DELETE of an unknown session", 404, "Session not found").method("DELETE")
            .without("mcp-protocol-version").header("mcp-session-id", "x"),
        welcomed("its own origin").header("origin", "http://localhost:7433"),
        welcomed("its own origin under another name").header("origin", "http://127.0.0.1:7433"),
        welcomed("IPv6").header("host", "[::1]:7433").header("origin", "http://[::1]:7433"),
        welcomed("a host in capitals").header("host", "LOCALHOST:7433"),
        welcomed("anything goes").header("accept", "*/*"),
        welcomed("any application type").header("accept", "application/*;q=0.5"),
        welcomed("no wishes").without("accept"),
        welcomed("a type with a charset").header("content-type", "Application/JSON; charset=utf-8"),
        welcomed("JSON only").header("accept", "application/json"),
        CorpusRow("events only", call("echo"), echoed("{}", "{}")).overHTTP().header("accept", "text/event-stream")
            .expecting("content-type", "text/event-stream").expecting("x-accel-buffering", "no"),
        CorpusRow("a list as events", modern("tools/list", #""cursor":"x""#), error(-32602, cursorAdvice)).overHTTP()
            .header("accept", "text/event-stream").expecting("content-type", "text/event-stream"),
        CorpusRow("a modern notification", #"{"jsonrpc":"2.0","method":"notifications/x"}"#).overHTTP()
            .header("mcp-protocol-version", "2026-07-28").status(202),
        CorpusRow(
            "a modern notification under another name",
            #"{"jsonrpc":"2.0","method":"notifications/x"}"#,
            error(-32020, "Header mismatch: Mcp-Method does not match the request body", id: "null")
        ).overHTTP().header("mcp-protocol-version", "2026-07-28").header("mcp-method", "notifications/y").status(400),
        CorpusRow(
            "a notification of an unserved version",
            #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#,
            error(
                -32022,
                "Unsupported protocol version",
                id: "null",
                data: #"{"supported":$VERSIONS,"requested":"2099-01-01"}"#
            )
        ).overHTTP().header("mcp-protocol-version", "2099-01-01").status(400),
        CorpusRow(
            "a modern notification under a legacy version",
            #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1,$ENV}}"#,
            error(-32020, "Header mismatch: MCP-Protocol-Version does not match the request body", id: "null")
        ).overHTTP().header("mcp-protocol-version", "2025-11-25").status(400),
        CorpusRow(
            "a notification whose envelope names an unserved version",
            #"{"jsonrpc":"2.0","method":"notifications/x","params":{"_meta":{"# + unservedVersion + "}}}",
            error(
                -32022,
                "Unsupported protocol version",
                id: "null",
                data: #"{"supported":$VERSIONS,"requested":"2099-01-01"}"#
            )
        ).overHTTP().without("mcp-protocol-version").status(400),
        CorpusRow(
            "an answer in the modern era",
            #"{"jsonrpc":"2.0","id":4,"result":{}}"#,
            invalid("This server sends no requests, so there is nothing to answer")
        ).overHTTP().header("mcp-protocol-version", "2026-07-28").status(400),
        CorpusRow(
            "a legacy request without a session",
            old("ping"),
            error(-32600, sessionAdvice, data: #"{"supported":$VERSIONS}"#)
        )
        .overHTTP().status(400),
        CorpusRow(
            "a legacy request with an unknown session",
            old("ping"),
            error(-32600, "Session not found: initialize again")
        )
        .overHTTP().header("mcp-session-id", "x").status(404),
        CorpusRow("a session of somebody else", old("ping"), error(-32600, "Session not found: initialize again"))
            .overHTTP().after(.v2025_11_25).from(CallerID("other")).status(404),
        CorpusRow("a session without a version header", old("ping"), result("{}")).overHTTP().after(.v2025_11_25)
            .without("mcp-protocol-version"),
        CorpusRow(
            "a session with an unknown version header",
            old("ping"),
            error(-32022, "Unsupported protocol version", data: #"{"supported":$VERSIONS,"requested":"2020-01-01"}"#)
        ).overHTTP().after(.v2025_11_25).header("mcp-protocol-version", "2020-01-01").status(400),
        CorpusRow("method headers are never enforced for legacy clients", old("ping"), result("{}")).overHTTP()
            .after(.v2025_11_25).header("mcp-method", "tools/list"),
        CorpusRow("the end of a session", "").overHTTP().after(.v2025_11_25).method("DELETE").status(204),
        CorpusRow("the end of somebody else's session", "", invalid("Session not found")).overHTTP()
            .after(.v2025_11_25).from(CallerID("other")).method("DELETE").status(404),
        CorpusRow(
            "a legacy notification without a session",
            #"{"jsonrpc":"2.0","method":"notifications/x"}"#,
            error(-32600, sessionAdvice, id: "null", data: #"{"supported":$VERSIONS}"#)
        )
        .overHTTP().status(400),
    ]

    private static let unservedVersion = #""io.modelcontextprotocol/protocolVersion":"2099-01-01""#
    private static let hostAdvice = "This server does not answer for that Host"
    private static let typeAdvice = "Content-Type must be application/json"
    private static let acceptAdvice = "Accept must allow application/json and text/event-stream"
    private static let sessionAdvice = "Missing Mcp-Session-Id: initialize first, or send a request with its envelope"

    private static func turnedAway(_ name: String, _ status: Int, _ message: String) -> CorpusRow {
        CorpusRow(name, call("echo"), invalid(message)).overHTTP().status(status)
    }

    private static func welcomed(_ name: String) -> CorpusRow {
        CorpusRow(name, call("echo"), echoed("{}", "{}")).overHTTP().expecting("content-type", "application/json")
    }
}
