internal import AthenaCore
internal import AthenaJSON

/// A client of the tools over some transport, blocking: whoever has one owns the thread that it is used on.
protocol ToolClient: AnyObject {
    /// Sends one message and answers the response to it.
    func exchange(_ message: JSON, tool: String) throws -> JSON
    /// The id of the next request.
    var nextID: Int64 { get set }
}

extension ToolClient {
    /// Calls a tool and answers its structured result.
    ///
    /// - Throws: the error that the tool answered, or `unavailable` when the server has gone.
    func call(_ tool: String, _ arguments: JSONObject = [:]) throws -> JSON {
        let id = nextID
        nextID += 1
        let params: JSON = [
            "name": .string(tool), "arguments": .object(arguments),
            "_meta": [
                "io.modelcontextprotocol/protocolVersion": .string(ToolMessage.revision),
                "io.modelcontextprotocol/clientCapabilities": [:],
            ],
        ]
        let message: JSON = ["jsonrpc": "2.0", "id": .integer(id), "method": "tools/call", "params": params]
        return try ToolMessage.result(of: try exchange(message, tool: tool))
    }
}

/// What a client of the tools says and hears.
enum ToolMessage {
    /// The revision of the protocol in which each request stands alone.
    static let revision = "2026-07-28"

    /// The structured result in a response.
    ///
    /// - Throws: the error that it carries instead.
    static func result(of answer: JSON) throws -> JSON {
        let result = answer["result"]
        guard let result, result["isError"]?.boolValue != true else {
            let text = result?["content"]?[0]?["text"]?.stringValue ?? answer.text
            // A text that is no JSON is shown as it is.
            let error = (try? JSON(parsing: text))?["error"]
            let code = error?["code"]?.stringValue.flatMap(AthenaErrorCode.init(rawValue:)) ?? .internalError
            throw AthenaError(code, error?["message"]?.stringValue ?? text, next: error?["next"]?.stringValue ?? "")
        }
        return result["structuredContent"] ?? .null
    }
}
