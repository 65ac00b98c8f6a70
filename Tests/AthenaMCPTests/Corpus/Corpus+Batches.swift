import AthenaMCP

extension Corpus {
    /// Arrays of messages, which one revision knows.
    static let batches = [
        CorpusRow(
            "a batch",
            "[\(old("ping")),\(oldCall("echo", #"{"a":1}"#).replacingID("2"))]",
            "[\(result("{}")),\(result(#"{"content":[{"type":"text","text":"{\"a\":1}"}]}"#, id: "2"))]"
        ).after(.v2025_03_26),
        CorpusRow("a batch of one", "[\(old("ping"))]", "[\(result("{}"))]").after(.v2025_03_26),
        CorpusRow(
            "a batch of notifications",
            #"[{"jsonrpc":"2.0","method":"notifications/initialized"},{"jsonrpc":"2.0","method":"notifications/x"}]"#
        ).after(.v2025_03_26).status(202),
        CorpusRow(
            "a batch with a notification and a wrong element",
            #"[{"jsonrpc":"2.0","method":"notifications/x"},7,\#(old("ping"))]"#,
            "[\(invalid("A message must be a JSON object")),\(result("{}"))]"
        ).after(.v2025_03_26),
        CorpusRow(
            "a handshake in a batch",
            "[\(old("initialize", offer("2025-03-26")))]",
            "[\(invalid("This request must not be part of a batch", id: "1"))]"
        ).after(.v2025_03_26),
        CorpusRow(
            "a modern request in a batch",
            "[\(modern("tools/list"))]",
            "[\(invalid("This request must not be part of a batch", id: "1"))]"
        ).after(.v2025_03_26),
        CorpusRow(
            "a batch in a batch",
            "[[\(old("ping"))]]",
            "[\(invalid("A message must be a JSON object"))]"
        ).after(.v2025_03_26),
        CorpusRow(
            "one id twice in a batch",
            "[\(oldCall("echo")),\(oldCall("echo"))]",
            "[\(result(#"{"content":[{"type":"text","text":"{}"}]}"#)),"
                + "\(invalid("A request with this id is in flight: use each id once", id: "1"))]"
        ).after(.v2025_03_26).overLine(),
        CorpusRow("a batch in 2025-06-18", "[\(old("ping"))]", invalid(noBatches)).after(.v2025_06_18).status(400),
        CorpusRow("a batch in 2025-11-25", "[\(old("ping"))]", invalid(noBatches)).after(.v2025_11_25).status(400),
        CorpusRow("a batch in 2024-11-05", "[\(old("ping"))]", invalid(noBatches)).after(.v2024_11_05).status(400),
        CorpusRow("a batch before the handshake", "[\(old("ping"))]", invalid(noBatches)).overLines(),
        CorpusRow("a modern batch", "[\(modern("tools/list"))]", invalid(noBatches))
            .overHTTP().header("mcp-protocol-version", "2026-07-28").status(400),
    ]

    private static let noBatches = "Batches exist in revision 2025-03-26 only"
}

extension String {
    /// A message with another id.
    fileprivate func replacingID(_ id: String) -> String {
        split(separator: #""id":1"#, omittingEmptySubsequences: false).joined(separator: #""id":\#(id)"#)
    }
}
