extension Corpus {
    /// What a request says in `_meta` beside its envelope: capabilities, progress, log level, trace.
    static let capabilities = [
        CorpusRow(
            "a tool that needs a capability nobody declared",
            call("sample"),
            error(-32021, lacking, data: #"{"requiredCapabilities":{"sampling":{"tools":{}}}}"#)
        ).status(400),
        CorpusRow(
            "half of the capability is not enough",
            metaCall("sample", capabilities: #"{"sampling":{}}"#),
            error(-32021, lacking, data: #"{"requiredCapabilities":{"sampling":{"tools":{}}}}"#)
        ).status(400),
        CorpusRow(
            "the capability is declared",
            metaCall("sample", capabilities: #"{"sampling":{"tools":{}}}"#),
            echoed("{}", "{}")
        ),
        CorpusRow(
            "progress rises strictly and ends with the answer",
            metaCall("count", #","progressToken":"p""#),
            progress(#""p""#, 1),
            progress(#""p""#, 2),
            progress(#""p""#, "2.5"),
            complete(counted)
        ),
        CorpusRow(
            "a token that is a number stays one",
            metaCall("count", #","progressToken":7"#),
            progress("7", 1),
            progress("7", 2),
            progress("7", "2.5"),
            complete(counted)
        ),
        CorpusRow(
            "a token for a tool without progress",
            metaCall("echo", #","progressToken":0"#),
            echoed("{}", "{}")
        ),
        CorpusRow(
            "a token that is an object",
            metaCall("count", #","progressToken":{}"#),
            error(-32602, "_meta.progressToken must be a string or an integer")
        ),
        CorpusRow(
            "logs from the level asked for",
            metaCall("speak", #","io.modelcontextprotocol/logLevel":"warning""#),
            loud,
            complete(spoken)
        ),
        CorpusRow(
            "all logs",
            metaCall("speak", #","io.modelcontextprotocol/logLevel":"debug""#),
            #"{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"debug","data":"quiet"}}"#,
            loud,
            complete(spoken)
        ),
        CorpusRow(
            "a level that does not exist",
            metaCall("speak", #","io.modelcontextprotocol/logLevel":"loud""#),
            error(-32602, #"_meta[\"io.modelcontextprotocol/logLevel\"] must be one of \#(levels)"#)
        ),
        CorpusRow(
            "a malformed trace is ignored",
            metaCall("echo", #","traceparent":"00-zz""#),
            echoed("{}", "{}")
        ),
        CorpusRow(
            "a client without a name is served",
            metaCall("echo", #","io.modelcontextprotocol/clientInfo":7"#),
            echoed("{}", "{}")
        ),
    ]

    private static let loud =
        #"{"jsonrpc":"2.0","method":"notifications/message","params":"#
        + #"{"level":"error","logger":"fixture","data":{"loud":true}}}"#
    static let levels = "debug, info, notice, warning, error, critical, alert, emergency"
    private static let lacking = "sample needs client capabilities that were not declared"

    /// A modern call with more in its `_meta`.
    private static func metaCall(_ name: String, _ more: String = "", capabilities: String = "{}") -> String {
        #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\#(name)","_meta":{"#
            + #""io.modelcontextprotocol/protocolVersion":"2026-07-28","#
            + #""io.modelcontextprotocol/clientCapabilities":\#(capabilities)\#(more)}}}"#
    }

    /// A progress notification of the tool that counts.
    static func progress(_ token: String, _ value: some CustomStringConvertible, message: Bool = true) -> String {
        let tail = message ? #","message":"at \#(Double("\(value)") ?? 0)""# : ""
        return #"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":\#(token),"#
            + #""progress":\#(value),"total":3\#(tail)}}"#
    }
}
