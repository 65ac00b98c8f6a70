package import AthenaJSON

/// One thing that can be asked of Athena; its declaration generates the MCP tool, the command line's mirror and the
/// reference page.
package protocol Operation: Sendable {
    /// What it is.
    var declaration: OperationDeclaration { get }

    /// Does it.
    ///
    /// - Parameter arguments: have been checked against the declared schema.
    /// - Throws: `AthenaError`; nothing was applied then.
    func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer
}

/// What a call was answered.
package struct OperationAnswer: Sendable {
    /// The answer, as the output schema describes it.
    package let json: JSONObject
    /// What to do when the caller could not be told, such as giving a lease back.
    package let onUndelivered: (@Sendable () async -> Void)?

    /// Wraps an answer.
    package init(_ json: JSONObject, onUndelivered: (@Sendable () async -> Void)? = nil) {
        self.json = json
        self.onUndelivered = onUndelivered
    }
}
