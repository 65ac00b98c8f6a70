import AthenaMCP

extension Corpus {
    /// `initialize` and what it agrees on.
    static let handshake = [
        hello("2025-11-25", agreed: "2025-11-25"),
        hello("2025-06-18", agreed: "2025-06-18"),
        hello("2025-03-26", agreed: "2025-03-26"),
        hello("2024-11-05", agreed: "2024-11-05"),
        hello("2026-07-28", agreed: "2025-11-25"),
        hello("2023-01-01", agreed: "2025-11-25"),
        hello("", agreed: "2025-11-25"),
        CorpusRow(
            "a handshake without a version",
            old("initialize", #"{"capabilities":{}}"#),
            error(-32602, "params.protocolVersion must be a string", data: #"{"supported":$VERSIONS}"#)
        ),
        CorpusRow(
            "a handshake without parameters",
            old("initialize"),
            error(-32602, "params.protocolVersion must be a string", data: #"{"supported":$VERSIONS}"#)
        ),
        CorpusRow("the notification after it", #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
            .after(.v2025_11_25).status(202),
        CorpusRow("a second handshake", old("initialize", offer("2024-11-05")), greeting("2024-11-05"))
            .after(.v2025_11_25),
    ]

    /// Requests of clients that shook hands.
    static let legacy = [
        CorpusRow("ping", old("ping"), result("{}")).after(.v2025_11_25),
        CorpusRow("ping with null parameters", old("ping", "null"), result("{}")).after(.v2024_11_05),
        CorpusRow("ping before the handshake", old("ping"), result("{}")).overLines(),
        CorpusRow("a list before the handshake", old("tools/list"), result(#"{"tools":[\#(modernTools)]}"#))
            .overLines(),
        CorpusRow("tools in 2025-11-25", old("tools/list"), result(#"{"tools":[\#(modernTools)]}"#)).after(
            .v2025_11_25
        ),
        CorpusRow("tools in 2025-06-18", old("tools/list"), result(#"{"tools":[\#(modernTools)]}"#)).after(
            .v2025_06_18
        ),
        CorpusRow("tools in 2025-03-26", old("tools/list"), result(#"{"tools":[\#(tools2025March)]}"#)).after(
            .v2025_03_26
        ),
        CorpusRow("tools in 2024-11-05", old("tools/list"), result(#"{"tools":[\#(tools2024)]}"#)).after(.v2024_11_05),
        CorpusRow(
            "a legacy call",
            oldCall("echo", #"{"a":1}"#),
            result(#"{"content":[{"type":"text","text":"{\"a\":1}"}],"structuredContent":{"a":1}}"#)
        )
        .after(.v2025_11_25),
        CorpusRow(
            "a call before structured results",
            oldCall("echo", #"{"a":1}"#),
            result(#"{"content":[{"type":"text","text":"{\"a\":1}"}]}"#)
        )
        .after(.v2025_03_26),
        CorpusRow("a legacy failure", oldCall("fail"), result("{\(failure)}")).after(.v2025_11_25),
        CorpusRow("an unknown tool in a legacy call", oldCall("nope"), error(-32602, "Unknown tool: nope")).after(
            .v2025_11_25
        ),
        CorpusRow(
            "legacy progress",
            old("tools/call", #"{"name":"count","_meta":{"progressToken":"p"}}"#),
            progress(#""p""#, 1),
            progress(#""p""#, 2),
            progress(#""p""#, "2.5"),
            result("{\(counted)}")
        ).after(.v2025_11_25),
        CorpusRow(
            "progress before messages",
            old("tools/call", #"{"name":"count","_meta":{"progressToken":7}}"#),
            progress("7", 1, message: false),
            progress("7", 2, message: false),
            progress("7", "2.5", message: false),
            result(#"{"content":[{"type":"text","text":"{\"counted\":3}"}]}"#)
        ).after(.v2024_11_05),
        CorpusRow("media in 2024-11-05", oldCall("media"), result(media2024)).after(.v2024_11_05),
        CorpusRow("a log level", old("logging/setLevel", #"{"level":"error"}"#), result("{}")).after(.v2025_11_25),
        CorpusRow(
            "a bad log level",
            old("logging/setLevel", #"{"level":"loud"}"#),
            error(-32602, "params.level must be one of \(levels)")
        )
        .after(.v2025_11_25),
        CorpusRow("no log level", old("logging/setLevel"), error(-32602, "params.level must be a string")).after(
            .v2025_11_25
        ),
        CorpusRow("an unknown legacy method", old("no/such"), error(-32601, "Method not found: no/such")).after(
            .v2025_11_25
        ),
        CorpusRow("undeclared prompts", old("prompts/list"), error(-32601, "Method not found: prompts/list")).after(
            .v2025_11_25
        ),
        CorpusRow(
            "undeclared completion",
            old("completion/complete"),
            error(-32601, "Method not found: completion/complete")
        )
        .after(.v2025_11_25),
        CorpusRow("parameters that are an array", old("tools/list", "[]"), error(-32602, "params must be an object"))
            .after(.v2025_11_25),
        CorpusRow(
            "_meta that is an array",
            old("tools/list", #"{"_meta":[]}"#),
            error(-32602, "params._meta must be an object")
        )
        .after(.v2025_11_25),
        CorpusRow("a notification of an unknown kind", #"{"jsonrpc":"2.0","method":"notifications/whatever"}"#)
            .after(.v2025_11_25).status(202),
        CorpusRow(
            "a cancellation of nothing",
            #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":9}}"#
        )
        .after(.v2025_11_25).status(202),
        CorpusRow("a cancellation without an id", #"{"jsonrpc":"2.0","method":"notifications/cancelled"}"#)
            .after(.v2025_11_25).status(202),
        CorpusRow("an answer to nothing", #"{"jsonrpc":"2.0","id":4,"result":{}}"#).after(.v2025_11_25).status(202),
        CorpusRow("an error in answer to nothing", #"{"jsonrpc":"2.0","id":4,"error":{"code":1,"message":"x"}}"#)
            .after(.v2025_11_25).status(202),
    ]

    static func oldCall(_ name: String, _ arguments: String = "{}") -> String {
        old("tools/call", #"{"name":"\#(name)","arguments":\#(arguments)}"#)
    }

    private static func hello(_ version: String, agreed: String) -> CorpusRow {
        CorpusRow("a handshake for '\(version)'", old("initialize", offer(version)), greeting(agreed))
    }

    static func offer(_ version: String) -> String {
        #"{"protocolVersion":"\#(version)","capabilities":{},"clientInfo":{"name":"test","version":"1"}}"#
    }

    private static func greeting(_ version: String) -> String {
        let title = version >= "2025-06-18" ? #""title":"Fixture","# : ""
        return result(
            #"{"protocolVersion":"\#(version)","capabilities":{"tools":{},"resources":{},"logging":{}},"#
                + #""serverInfo":{"name":"fixture",\#(title)"version":"1.2.3"},"instructions":"Use echo."}"#
        )
    }

    private static let tools2024 =
        #"{"name":"echo","description":"Echoes its arguments","inputSchema":{"type":"object"}},"# + plainTools
    private static let tools2025March =
        #"{"name":"echo","description":"Echoes its arguments","inputSchema":{"type":"object"},"#
        + #""annotations":{"readOnlyHint":true,"openWorldHint":false}},"# + plainTools
    private static let media2024 =
        #"{"content":[{"type":"text","text":"words"},{"type":"image","data":"AAAA","mimeType":"image/png"},"#
        + #"{"type":"text","text":"[audio audio/wav]"},"#
        + #"{"type":"resource","resource":{"uri":"test://one","mimeType":"text/plain","text":"one"}},"#
        + #"{"type":"text","text":"test://one"}]}"#
}
