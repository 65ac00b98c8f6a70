import AthenaJSON
import AthenaMCP
import Foundation

/// The published JSON schemas of the protocol, where they lie beside the repository.
struct SchemaCheck: Sendable {
    /// Nil when the schemas are not there.
    static let published: SchemaCheck? = try? SchemaCheck()

    private let schemas: [ProtocolRevision: JSONSchema]

    private init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.deletingLastPathComponent().appending(path: "shared/mcp-schema")
        var schemas: [ProtocolRevision: JSONSchema] = [:]
        for revision in ProtocolRevision.allCases {
            let data = try Data(contentsOf: folder.appending(path: "\(revision.rawValue)/schema.json"))
            let limits = JSONLimits(maxNodes: 100_000)
            schemas[revision] = try JSONSchema(parsing: try JSON(parsing: Array(data), limits: limits))
        }
        self.schemas = schemas
    }

    /// What a revision's schema says against a message that answers, or belongs to, a request of a method.
    func violations(of message: JSON, to method: String, in revision: ProtocolRevision) -> [String] {
        let (name, value) = subject(message, method, revision)
        guard let schema = schemas[revision]?.definition(named: name) else { return ["no definition \(name)"] }
        return schema.violations(of: value).map { "\(name): \($0)" }
    }

    private func subject(_ message: JSON, _ method: String, _ revision: ProtocolRevision) -> (String, JSON) {
        if let result = message["result"] { return (Self.results[method] ?? "EmptyResult", result) }
        if message["error"] != nil {
            return (revision >= .v2025_11_25 ? "JSONRPCErrorResponse" : "JSONRPCError", message)
        }
        let isProgress = message["method"] == "notifications/progress"
        return (isProgress ? "ProgressNotification" : "LoggingMessageNotification", message)
    }

    private static let results = [
        "server/discover": "DiscoverResult",
        "initialize": "InitializeResult",
        "tools/list": "ListToolsResult",
        "tools/call": "CallToolResult",
        "resources/list": "ListResourcesResult",
        "resources/templates/list": "ListResourceTemplatesResult",
        "resources/read": "ReadResourceResult",
    ]
}
