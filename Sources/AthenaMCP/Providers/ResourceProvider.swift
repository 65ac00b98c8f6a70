/// What a server offers for reading. A server without one does not declare resources at all.
public protocol ResourceProvider: Sendable {
    /// The resources this caller may read, in a stable order.
    func resources(for caller: Caller) async -> [ResourceDefinition]

    /// The families of resources this caller may read, in a stable order.
    func templates(for caller: Caller) async -> [ResourceTemplate]

    /// Reads one resource, checking that the caller may.
    ///
    /// Something the caller must not see is ``ResourceOutcome/notFound``, like something that does not exist.
    func read(_ read: ResourceRead) async -> ResourceOutcome
}

extension ResourceProvider {
    /// No templates.
    public func templates(for caller: Caller) async -> [ResourceTemplate] { [] }
}

/// A wish to read one resource.
public struct ResourceRead: Sendable {
    /// Which one, as it came; not checked for anything but being a text.
    public let uri: String
    /// Who asks.
    public let caller: Caller
    /// The revision that the answer will be written in.
    public let revision: ProtocolRevision
    /// The trace this read belongs to.
    public let trace: TraceContext?

    /// Creates a wish.
    public init(
        uri: String,
        caller: Caller,
        revision: ProtocolRevision = .v2026_07_28,
        trace: TraceContext? = nil
    ) {
        self.uri = uri
        self.caller = caller
        self.revision = revision
        self.trace = trace
    }
}

/// How reading a resource ended.
public enum ResourceOutcome: Sendable {
    /// The contents, at least one.
    case contents([ResourceContents], caching: CachePolicy = .live)
    /// There is no such resource for this caller.
    case notFound
    /// A JSON-RPC error.
    case refused(ProtocolError)
}
