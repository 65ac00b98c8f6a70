import AthenaJSON
import AthenaMCP

/// A server whose tools answer at once and always the same.
struct PlainTools: ToolProvider {
    private static let anyObject: JSON = ["type": "object"]
    private static let all = ["echo", "count", "fail"].map {
        ToolDefinition(name: $0, description: "A tool", inputSchema: anyObject)
    }

    /// A server of these tools, of which a page shows one.
    static func server() -> MCPServer {
        var configuration = ServerConfiguration(identity: ServerIdentity(name: "fuzz", version: "1"))
        configuration.sendsLogs = true
        configuration.pageSize = 1
        configuration.entropy = { 7 }
        return MCPServer(configuration: configuration, tools: PlainTools())
    }

    func tools(for caller: Caller) -> [ToolDefinition] { Self.all }

    func call(_ call: ToolCall) async -> ToolOutcome {
        switch call.name {
        case "fail": return .failure(["error": "as asked"])
        case "count":
            for step in 1...2 { await call.progress.report(Double(step), of: 2, message: "step") }
            await call.log.log(.error, "counted")
            return .success(["counted": 2])
        default: return .success(call.arguments)
        }
    }
}
