public import AthenaJSON

/// What a server offers as tools.
///
/// The server asks ``tools(for:)`` for each list and ``tool(named:for:)`` for each call. A list may be shorter than what
/// a caller may call: it saves room in a model's context and forbids nothing.
public protocol ToolProvider: Sendable {
    /// The tools this caller may use, always in the same order.
    ///
    /// The order must depend on nothing but the caller: clients cache prompts that contain the list.
    func tools(for caller: Caller) -> [ToolDefinition]

    /// The definition of one tool, or nil when this caller has no such tool.
    func tool(named name: String, for caller: Caller) -> ToolDefinition?

    /// Performs a call to one of the tools that its caller has.
    ///
    /// Arguments are checked by the provider: a wrong one is a ``ToolOutcome/failure(_:onUndelivered:)`` that the model
    /// can correct. The task is cancelled when the client gives up; stop work soon and return anything.
    func call(_ call: ToolCall) async -> ToolOutcome

    /// Whether a call waits for something to happen, so that a client that says no more wants no answer to it.
    func waits(_ name: String, _ arguments: JSONObject) -> Bool
}

extension ToolProvider {
    /// Looks the name up in the list, byte by byte; override it when there is something faster.
    public func tool(named name: String, for caller: Caller) -> ToolDefinition? {
        tools(for: caller).first { $0.name.utf8.elementsEqual(name.utf8) }
    }

    /// No call waits.
    public func waits(_ name: String, _ arguments: JSONObject) -> Bool { false }
}
