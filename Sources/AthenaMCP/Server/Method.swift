/// The methods this library serves.
enum Method: String, Sendable, CaseIterable {
    case discover = "server/discover"
    case initialize
    case ping
    case setLogLevel = "logging/setLevel"
    case listTools = "tools/list"
    case callTool = "tools/call"
    case listResources = "resources/list"
    case listTemplates = "resources/templates/list"
    case readResource = "resources/read"

    /// The era that alone knows the method; nil when both do.
    var onlyEra: Era? {
        switch self {
        case .discover: .modern
        case .initialize, .ping, .setLogLevel: .legacy
        case .listTools, .callTool, .listResources, .listTemplates, .readResource: nil
        }
    }

    /// The parameter that the `Mcp-Name` header repeats.
    var nameParameter: String? {
        switch self {
        case .callTool: "name"
        case .readResource: "uri"
        default: nil
        }
    }
}
