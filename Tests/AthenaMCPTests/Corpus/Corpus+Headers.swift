import AthenaMCP

extension Corpus {
    /// The headers that repeat parts of a modern message.
    static let modernHeaders = [
        refused("no version header", call("echo"), "Header mcp-protocol-version is required")
            .without("mcp-protocol-version"),
        refused("no method header", call("echo"), "Header mcp-method is required").without("mcp-method"),
        refused("no name header", call("echo"), "Header mcp-name is required").without("mcp-name"),
        refused(
            "no name header for a resource",
            modern("resources/read", #""uri":"test://one""#),
            "Header mcp-name is required"
        )
        .without("mcp-name"),
        refused("another version", call("echo"), mismatch("MCP-Protocol-Version"))
            .header("mcp-protocol-version", "2025-11-25"),
        refused("another method", call("echo"), mismatch("Mcp-Method")).header("mcp-method", "tools/list"),
        refused("a method in another case", call("echo"), mismatch("Mcp-Method")).header("mcp-method", "Tools/Call"),
        refused("another name", call("echo"), mismatch("Mcp-Name")).header("mcp-name", "fail"),
        refused("a doubled version", call("echo"), "Header mcp-protocol-version must not be repeated")
            .header("mcp-protocol-version", "2026-07-28").header("mcp-protocol-version", "2026-07-28"),
        refused("a doubled method", call("echo"), "Header mcp-method must not be repeated")
            .header("mcp-method", "tools/call").header("mcp-method", "tools/call"),
        refused("a doubled name", call("echo"), "Header mcp-name must not be repeated")
            .header("mcp-name", "echo").header("mcp-name", "echo"),
        refused(
            "a name beyond ASCII",
            call("echo"),
            "Header mcp-name must be visible ASCII: encode it as =?base64?...?="
        )
        .header("mcp-name", "échø"),
        refused("bad base64", call("echo"), base64Advice).header("mcp-name", "=?base64?ZWNobw?="),
        refused("base64 with a foreign character", call("echo"), base64Advice).header(
            "mcp-name",
            "=?base64?ZWNo-w==?="
        ),
        refused("base64 with stray bits", call("echo"), base64Advice).header("mcp-name", "=?base64?ZWNobx==?="),
        refused("base64 of no UTF-8", call("echo"), base64Advice).header("mcp-name", "=?base64?//8=?="),
        refused("markers in another case stand for themselves", call("echo"), mismatch("Mcp-Name"))
            .header("mcp-name", "=?BASE64?ZWNobw==?="),
        served("a name in base64").header("mcp-name", "=?base64?ZWNobw==?="),
        served("white space around a value").header("mcp-name", "  echo\t"),
        served("a session id is ignored").header("mcp-session-id", "whatever"),
        served("a last event id is ignored").header("last-event-id", "7"),
        served("an unknown parameter header is ignored").header("mcp-param-queue", "x"),
        CorpusRow(
            "a name in base64 for a resource beyond ASCII",
            modern("resources/read", #""uri":"test://é""#),
            error(-32602, "Resource not found", data: #"{"uri":"test://é"}"#)
        ).overHTTP().header("mcp-name", "=?base64?dGVzdDovL8Op?="),
        CorpusRow(
            "a modern header without an envelope",
            old("tools/list"),
            error(
                -32602,
                "params._meta must be an object with " + envelopeKeys
            )
        ).overHTTP().header("mcp-protocol-version", "2026-07-28").status(400),
        CorpusRow(
            "an unknown version in the header only",
            old("tools/list"),
            error(-32022, "Unsupported protocol version", data: #"{"supported":$VERSIONS,"requested":"1999-01-01"}"#)
        ).overHTTP().header("mcp-protocol-version", "1999-01-01").status(400),
        CorpusRow(
            "an unserved method needs no name header",
            modern("tasks/get", #""taskId":"x""#),
            error(-32601, "Method not found: tasks/get")
        ).overHTTP().status(404),
        CorpusRow(
            "without a name in the body the parameters are at fault",
            modern("tools/call"),
            error(-32602, "params.name must be a string")
        ).overHTTP().header("mcp-name", "echo"),
    ]

    private static let base64Advice = "Header with =?base64?...?= must hold padded base64 of UTF-8"

    private static func mismatch(_ name: String) -> String {
        "Header mismatch: \(name) does not match the request body"
    }

    private static func refused(_ name: String, _ request: String, _ message: String) -> CorpusRow {
        CorpusRow(name, request, error(-32020, message)).overHTTP().status(400)
    }

    private static func served(_ name: String) -> CorpusRow {
        CorpusRow(name, call("echo"), echoed("{}", "{}")).overHTTP().expecting("content-type", "application/json")
    }
}
