internal import AthenaCore
internal import AthenaJSON

/// Shows tokens.
package struct TokenList: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "token_list",
        "List access tokens, newest first, revoked ones included; never their secrets.",
        scope: .agentsAdmin,
        toolset: nil,
        effect: .reads,
        input: [],
        output: .openObject([.required("tokens", .array(of: .openObject()))])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let tokens = try await context.orchestrator.tokens(of: context.reachableProject)
        return OperationAnswer(["tokens": .array(tokens.map { .object($0.json) })])
    }
}

extension CallContext {
    /// The one project whose credentials this caller may see and end; nil for all.
    var reachableProject: String? { identity.mayChooseProject ? nil : identity.project }
}
