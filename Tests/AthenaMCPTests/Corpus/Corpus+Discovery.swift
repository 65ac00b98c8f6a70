import AthenaMCP

extension Corpus {
    /// `server/discover`, the envelope and the versions.
    static let discovery = [
        CorpusRow("discover", modern("server/discover"), complete(offer)),
        CorpusRow("discover with a text id", modern("server/discover", id: #""a""#), complete(offer, id: #""a""#)),
        CorpusRow("discover with an empty id", modern("server/discover", id: #""""#), complete(offer, id: #""""#)),
        CorpusRow("discover with a negative id", modern("server/discover", id: "-1"), complete(offer, id: "-1")),
        CorpusRow(
            "discover after a legacy handshake is modern all the same",
            modern("server/discover"),
            complete(offer)
        ).after(.v2025_11_25).overLines(),
        CorpusRow(
            "discover without an envelope",
            old("server/discover"),
            error(-32602, "params._meta must be an object with " + envelopeKeys)
        ).status(400),
        CorpusRow(
            "an envelope without version",
            old("tools/list", #"{"_meta":{"io.modelcontextprotocol/clientCapabilities":{}}}"#),
            error(-32602, #"_meta[\"io.modelcontextprotocol/protocolVersion\"] must be a string"#)
        ).status(400),
        CorpusRow(
            "an envelope with a version that is no text",
            old("tools/list", #"{"_meta":{"io.modelcontextprotocol/protocolVersion":20260728}}"#),
            error(-32602, #"_meta[\"io.modelcontextprotocol/protocolVersion\"] must be a string"#)
        ).status(400),
        CorpusRow(
            "an envelope without capabilities",
            old("tools/list", #"{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}"#),
            error(-32602, #"_meta[\"io.modelcontextprotocol/clientCapabilities\"] must be an object"#)
        ).status(400),
        CorpusRow(
            "capabilities that are no object",
            old("tools/list", envelope("2026-07-28", capabilities: "[]")),
            error(-32602, #"_meta[\"io.modelcontextprotocol/clientCapabilities\"] must be an object"#)
        ).status(400),
        CorpusRow(
            "a version that never was",
            old("server/discover", envelope("1900-01-01")),
            error(-32022, "Unsupported protocol version", data: #"{"supported":$VERSIONS,"requested":"1900-01-01"}"#)
        ).status(400),
        CorpusRow(
            "a legacy version in an envelope",
            old("server/discover", envelope("2025-11-25")),
            error(-32022, "Unsupported protocol version", data: #"{"supported":$VERSIONS,"requested":"2025-11-25"}"#)
        ).status(400),
        CorpusRow(
            "the version is checked before the method",
            old("no/such", envelope("2099-01-01")),
            error(-32022, "Unsupported protocol version", data: #"{"supported":$VERSIONS,"requested":"2099-01-01"}"#)
        ).status(400),
        unknown("initialize"),
        unknown("ping"),
        unknown("logging/setLevel"),
        unknown("resources/subscribe"),
        unknown("resources/unsubscribe"),
        unknown("prompts/list"),
        unknown("prompts/get"),
        unknown("completion/complete"),
        unknown("tasks/list"),
        unknown("tasks/result"),
        unknown("no/such/method"),
        unknown("Tools/List"),
        unknown(""),
    ]

    /// A method that does not exist in the modern era.
    private static func unknown(_ method: String) -> CorpusRow {
        CorpusRow("modern \(method) does not exist", modern(method), error(-32601, "Method not found: \(method)"))
            .status(404)
    }

    /// The parameters of a request that names a version.
    static func envelope(_ version: String, capabilities: String = "{}") -> String {
        #"{"_meta":{"io.modelcontextprotocol/protocolVersion":"\#(version)","#
            + #""io.modelcontextprotocol/clientCapabilities":\#(capabilities)}}"#
    }

    private static let offer =
        #""supportedVersions":$VERSIONS,"capabilities":{"tools":{},"resources":{},"logging":{}},"#
        + #""instructions":"Use echo.","ttlMs":3600000,"cacheScope":"public""#
    static let envelopeKeys =
        #"\"io.modelcontextprotocol/protocolVersion\" and \"io.modelcontextprotocol/clientCapabilities\""#
}
