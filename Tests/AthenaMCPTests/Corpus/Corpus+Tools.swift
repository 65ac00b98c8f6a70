import AthenaMCP

extension Corpus {
    /// Tools as modern clients see them.
    static let tools = [
        CorpusRow(
            "tools",
            modern("tools/list"),
            complete(#""tools":[\#(modernTools)],"ttlMs":300000,"cacheScope":"public""#)
        ),
        CorpusRow(
            "an empty cursor is a cursor",
            modern("tools/list", #""cursor":"""#),
            complete(#""tools":[\#(modernTools)],"ttlMs":300000,"cacheScope":"public""#)
        ),
        CorpusRow(
            "an admin sees more tools",
            modern("tools/list"),
            complete(#""tools":[\#(modernTools),\#(secretTool)],"ttlMs":300000,"cacheScope":"public""#)
        ).from(FixtureTools.admin),
        CorpusRow("a bad cursor", modern("tools/list", #""cursor":"zzz""#), error(-32602, cursorAdvice)),
        CorpusRow(
            "a cursor that is a number",
            modern("tools/list", #""cursor":7"#),
            error(-32602, "params.cursor must be a string")
        ),
        CorpusRow(
            "a call",
            call("echo", #"{"a":1,"b":[true,null]}"#),
            echoed(#"{"a":1,"b":[true,null]}"#, #"{\"a\":1,\"b\":[true,null]}"#)
        ),
        CorpusRow("a call without arguments", modern("tools/call", #""name":"echo""#), echoed("{}", "{}")),
        CorpusRow(
            "arguments keep their order",
            call("echo", #"{"z":1,"a":2}"#),
            echoed(#"{"z":1,"a":2}"#, #"{\"z\":1,\"a\":2}"#)
        ),
        CorpusRow(
            "arguments keep their numbers",
            call("echo", #"{"n":9007199254740993}"#),
            echoed(#"{"n":9007199254740993}"#, #"{\"n\":9007199254740993}"#)
        ),
        CorpusRow(
            "a legacy task parameter is ignored",
            modern("tools/call", #""name":"echo","task":{"ttl":1}"#),
            echoed("{}", "{}")
        ),
        CorpusRow("a failing tool", call("fail"), complete(failure)),
        CorpusRow("a tool that refuses", call("refuse"), error(-32602, "Not like this")),
        CorpusRow("an unknown tool", call("nope"), error(-32602, "Unknown tool: nope")),
        CorpusRow("a tool of somebody else", call("secret"), error(-32602, "Unknown tool: secret")),
        CorpusRow("a tool of one's own", call("secret"), echoed("{}", "{}")).from(FixtureTools.admin),
        CorpusRow("names are compared exactly", call("Echo"), error(-32602, "Unknown tool: Echo")),
        CorpusRow("a call without a name", modern("tools/call"), error(-32602, "params.name must be a string")),
        CorpusRow(
            "a name that is a number",
            modern("tools/call", #""name":7"#),
            error(-32602, "params.name must be a string")
        ),
        CorpusRow(
            "arguments that are an array",
            call("echo", "[]"),
            error(-32602, "params.arguments must be an object")
        ),
        CorpusRow("arguments that are null", call("echo", "null"), error(-32602, "params.arguments must be an object")),
        CorpusRow("every kind of content", call("media"), complete(media)),
        CorpusRow("progress without a token is silent", call("count"), complete(counted)),
        CorpusRow("logs without a level are silent", call("speak"), complete(spoken)),
        CorpusRow(
            "a deep argument",
            call("echo", #"{"a":{"b":{"c":{}}}}"#),
            echoed(#"{"a":{"b":{"c":{}}}}"#, #"{\"a\":{\"b\":{\"c\":{}}}}"#)
        ),
    ]

    /// A modern call.
    static func call(_ name: String, _ arguments: String = "{}") -> String {
        modern("tools/call", #""name":"\#(name)","arguments":\#(arguments)"#)
    }

    /// The answer of the tool that echoes.
    static func echoed(_ arguments: String, _ escaped: String) -> String {
        complete(#""content":[{"type":"text","text":"\#(escaped)"}],"structuredContent":\#(arguments)"#)
    }

    static let cursorAdvice = "Invalid cursor: repeat the list without one"
    static let failure =
        #""content":[{"type":"text","text":"{\"error\":{\"code\":\"not_found\","#
        + #"\"message\":\"No task t9\",\"applied\":false}}"}],"isError":true"#
    static let counted = #""content":[{"type":"text","text":"{\"counted\":3}"}],"structuredContent":{"counted":3}"#
    static let spoken = #""content":[{"type":"text","text":"{}"}],"structuredContent":{}"#
    static let media =
        #""content":[{"type":"text","text":"words"},{"type":"image","data":"AAAA","mimeType":"image/png"},"#
        + #"{"type":"audio","data":"AAAA","mimeType":"audio/wav"},"#
        + #"{"type":"resource","resource":{"uri":"test://one","mimeType":"text/plain","text":"one"}},"#
        + #"{"type":"resource_link","uri":"test://one","name":"one","title":"One"}]"#

    static let plainTools =
        plain("fail", "Fails") + "," + plain("refuse", "Refuses") + "," + plain("count", "Counts") + ","
        + plain("sample", "Samples") + "," + plain("media", "Shows media") + "," + plain("speak", "Logs")
    static let modernTools =
        #"{"name":"echo","title":"Echo","description":"Echoes its arguments","inputSchema":{"type":"object"},"#
        + #""outputSchema":{"type":"object"},"annotations":{"readOnlyHint":true,"openWorldHint":false},"#
        + #""_meta":{"com.example/rank":1}},"# + plainTools
    private static let secretTool = plain("secret", "For admins")

    private static func plain(_ name: String, _ description: String) -> String {
        #"{"name":"\#(name)","description":"\#(description)","#
            + #""inputSchema":{"type":"object","additionalProperties":false}}"#
    }
}
