/// The reserved names inside `_meta`.
enum MetaKey {
    static let meta = "_meta"
    static let protocolVersion = "io.modelcontextprotocol/protocolVersion"
    static let clientCapabilities = "io.modelcontextprotocol/clientCapabilities"
    static let clientInfo = "io.modelcontextprotocol/clientInfo"
    static let logLevel = "io.modelcontextprotocol/logLevel"
    static let serverInfo = "io.modelcontextprotocol/serverInfo"
    static let progressToken = "progressToken"
    static let traceParent = "traceparent"
    static let traceState = "tracestate"
    static let baggage = "baggage"

    /// Names that only a modern client writes; one of them makes a request modern.
    static let envelope = [protocolVersion, clientCapabilities, clientInfo, logLevel]
}
