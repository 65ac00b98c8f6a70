public import AthenaJSON

/// How a call to a tool ended.
public struct ToolOutcome: Sendable {
    /// What the client is told.
    public enum Answer: Sendable {
        /// A structured result; its compact JSON is also the one text item.
        case structured(JSONObject)
        /// Content of any kind, with an optional structured twin.
        case content([ContentBlock], structured: JSONObject?, isError: Bool)
        /// A JSON-RPC error.
        case refused(ProtocolError)
    }

    /// What the client is told.
    public let answer: Answer
    /// What to do when the client could not be told.
    public let onUndelivered: UndeliveredAction?

    /// Creates an outcome.
    public init(_ answer: Answer, onUndelivered: UndeliveredAction? = nil) {
        self.answer = answer
        self.onUndelivered = onUndelivered
    }
}

extension ToolOutcome {
    /// The tool did its work.
    public static func success(_ result: JSONObject, onUndelivered: UndeliveredAction? = nil) -> ToolOutcome {
        ToolOutcome(.structured(result), onUndelivered: onUndelivered)
    }

    /// The tool could not do its work; the model reads the compact JSON of `explanation` as the one text item.
    public static func failure(_ explanation: JSONObject, onUndelivered: UndeliveredAction? = nil) -> ToolOutcome {
        let text = ContentBlock.text(JSON.object(explanation).text)
        return ToolOutcome(.content([text], structured: nil, isError: true), onUndelivered: onUndelivered)
    }

    /// The request itself was wrong in a way only the tool could see.
    public static func refused(_ error: ProtocolError) -> ToolOutcome {
        ToolOutcome(.refused(error))
    }
}
