public import AthenaJSON

/// One call to a tool.
///
/// The JSON-RPC id is left out on purpose: a client asks again under a new id after a broken connection, so an id never
/// tells whether two calls are the same. Tools that must detect repeats take an idempotency key as an argument.
public struct ToolCall: Sendable {
    /// The tool, one of those that the caller has.
    public let name: String
    /// The arguments as they came; empty when absent.
    public let arguments: JSONObject
    /// Who calls.
    public let caller: Caller
    /// The revision that the answer will be written in.
    public let revision: ProtocolRevision
    /// What the client says about itself.
    public let client: ClientFacts
    /// Reports progress to the client if it asked for that.
    public let progress: ProgressReporter
    /// Sends log messages to the client if it asked for them.
    public let log: LogReporter
    /// The trace this call belongs to.
    public let trace: TraceContext?

    /// Creates a call; tests of providers and in-process callers need this.
    public init(
        name: String,
        arguments: JSONObject = [:],
        caller: Caller,
        revision: ProtocolRevision = .v2026_07_28,
        client: ClientFacts = ClientFacts(),
        progress: ProgressReporter = .silent,
        log: LogReporter = .silent,
        trace: TraceContext? = nil
    ) {
        self.name = name
        self.arguments = arguments
        self.caller = caller
        self.revision = revision
        self.client = client
        self.progress = progress
        self.log = log
        self.trace = trace
    }

    /// The rules that the request follows.
    public var era: Era { revision.era }
}
