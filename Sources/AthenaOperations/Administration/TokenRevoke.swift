internal import AthenaCore
internal import AthenaJSON

/// Ends a token.
package struct TokenRevoke: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "token_revoke",
        "End an access token; whoever uses it is cut off within a second.",
        scope: .agentsAdmin,
        toolset: nil,
        effect: .removes,
        input: [.required("id", .string(1...64))],
        output: .openObject([.required("id", .string()), .required("revoked", .boolean())])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let id = try arguments.requiredText("id")
        try await context.orchestrator.revokeToken(id, of: context.reachableProject)
        return OperationAnswer(["id": .string(id), "revoked": true])
    }
}
