public import AthenaJSON

/// One tool as `tools/list` shows it; each revision sees the part that it knows.
public struct ToolDefinition: Sendable, Hashable {
    /// 1 to 64 characters of `[A-Za-z0-9_.-]`, unique among the tools of a caller.
    public let name: String
    /// A name for people.
    public let title: String?
    /// What the tool does, keywords first; clients cut it at 2,048 characters.
    public let description: String
    /// The schema of the arguments; its root has `"type": "object"`.
    public let inputSchema: JSON
    /// The schema of a successful result; its root has `"type": "object"`.
    public let outputSchema: JSON?
    /// Hints about what a call may do.
    public let annotations: ToolAnnotations
    /// Client capabilities without which the tool cannot run; a modern call that lacks one is refused with -32021.
    public let requiredCapabilities: JSONObject
    /// Extra metadata under keys with a prefix of one's own.
    public let meta: JSONObject

    /// Creates a definition.
    public init(
        name: String,
        title: String? = nil,
        description: String,
        inputSchema: JSON,
        outputSchema: JSON? = nil,
        annotations: ToolAnnotations = ToolAnnotations(),
        requiredCapabilities: JSONObject = [:],
        meta: JSONObject = [:]
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.inputSchema = inputSchema
        self.outputSchema = outputSchema
        self.annotations = annotations
        self.requiredCapabilities = requiredCapabilities
        self.meta = meta
    }
}

/// Hints about a tool's effects; a hint that is nil is not sent, and the client assumes the protocol's default.
public struct ToolAnnotations: Sendable, Hashable {
    /// The tool changes nothing. Default: false.
    public let readOnly: Bool?
    /// The tool may undo or remove something. Default: true.
    public let destructive: Bool?
    /// A second call with the same arguments changes nothing more. Default: false.
    public let idempotent: Bool?
    /// The tool talks to systems outside of the server. Default: true.
    public let openWorld: Bool?

    /// Creates hints.
    public init(
        readOnly: Bool? = nil,
        destructive: Bool? = nil,
        idempotent: Bool? = nil,
        openWorld: Bool? = nil
    ) {
        self.readOnly = readOnly
        self.destructive = destructive
        self.idempotent = idempotent
        self.openWorld = openWorld
    }
}
