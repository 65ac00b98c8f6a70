import AthenaMCP

extension Corpus {
    /// Resources as clients of both eras see them.
    static let resources = [
        CorpusRow(
            "resources",
            modern("resources/list"),
            complete(#""resources":[\#(all)],"ttlMs":0,"cacheScope":"private""#)
        ),
        CorpusRow(
            "templates",
            modern("resources/templates/list"),
            complete(
                #""resourceTemplates":[{"uriTemplate":"test://task/{id}","name":"task","title":"Task"}],"#
                    + #""ttlMs":0,"cacheScope":"private""#
            )
        ),
        CorpusRow(
            "a bad cursor for resources",
            modern("resources/list", #""cursor":"eA""#),
            error(-32602, cursorAdvice)
        ),
        CorpusRow(
            "a text",
            read("test://one"),
            complete(
                #""contents":[{"uri":"test://one","mimeType":"text/plain","text":"one"}],"#
                    + #""ttlMs":1000,"cacheScope":"private""#
            )
        ),
        CorpusRow(
            "bytes",
            read("test://two"),
            complete(#""contents":[{"uri":"test://two","blob":"AAAA"}],"ttlMs":0,"cacheScope":"private""#)
        ),
        CorpusRow(
            "a resource that does not exist",
            read("test://nope"),
            error(-32602, "Resource not found", data: #"{"uri":"test://nope"}"#)
        ),
        CorpusRow(
            "nothing in it is not found",
            read("test://empty"),
            error(-32602, "Resource not found", data: #"{"uri":"test://empty"}"#)
        ),
        CorpusRow("a read that is refused", read("test://refused"), error(-32602, "Not this one")),
        CorpusRow("a read without a URI", modern("resources/read"), error(-32602, "params.uri must be a string")),
        CorpusRow(
            "a legacy list",
            old("resources/list"),
            result(#"{"resources":[\#(all)]}"#)
        ).after(.v2025_06_18),
        CorpusRow(
            "a legacy list before titles",
            old("resources/list"),
            result(
                #"{"resources":[{"uri":"test://one","name":"one","mimeType":"text/plain"},"#
                    + #"{"uri":"test://two","name":"two","description":"Bytes"},"#
                    + #"{"uri":"test://three","name":"three"}]}"#
            )
        ).after(.v2025_03_26),
        CorpusRow(
            "a legacy read",
            old("resources/read", #"{"uri":"test://one"}"#),
            result(#"{"contents":[{"uri":"test://one","mimeType":"text/plain","text":"one"}]}"#)
        ).after(.v2024_11_05),
        CorpusRow(
            "a legacy read of nothing",
            old("resources/read", #"{"uri":"test://nope"}"#),
            error(-32002, "Resource not found", data: #"{"uri":"test://nope"}"#)
        ).after(.v2025_11_25),
        CorpusRow(
            "legacy templates",
            old("resources/templates/list"),
            result(#"{"resourceTemplates":[{"uriTemplate":"test://task/{id}","name":"task"}]}"#)
        ).after(.v2024_11_05),
    ]

    private static let all =
        #"{"uri":"test://one","name":"one","title":"One","mimeType":"text/plain"},"#
        + #"{"uri":"test://two","name":"two","description":"Bytes"},{"uri":"test://three","name":"three"}"#

    private static func read(_ uri: String) -> String {
        modern("resources/read", #""uri":"\#(uri)""#)
    }
}
