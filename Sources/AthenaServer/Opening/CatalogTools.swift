package import AthenaCore
internal import AthenaJSON
package import AthenaMCP
package import AthenaOperations

/// The operations of the catalog as tools.
package struct CatalogTools: Sendable {
    private let catalog: OperationCatalog
    private let tools: [String: Tool]

    private struct Tool: Sendable {
        let definition: ToolDefinition
        /// Whether only the command line may call it.
        let isForCommandLine: Bool

        init(_ declaration: OperationDeclaration) {
            definition = ToolDefinition(declaration)
            isForCommandLine = declaration.toolset == nil
        }
    }

    /// Shows the operations of `catalog`.
    package init(_ catalog: OperationCatalog) {
        self.catalog = catalog
        tools = Dictionary(catalog.declarations.map { ($0.name, Tool($0)) }) { first, _ in first }
    }

    /// The tools shown to an identity, in the catalog's order.
    package func list(for identity: Identity) -> [ToolDefinition] {
        let scopes = identity.caller.scopes
        let shown =
            switch identity.shelf {
            case .tools(let toolset): catalog.declarations(in: toolset, scopes: scopes)
            case .commandLine: catalog.declarations.filter { scopes.contains($0.scope) }
            }
        return shown.compactMap { tools[$0.name]?.definition }
    }

    /// One tool that an identity may try to call.
    ///
    /// A toolset saves room in a model's context, it forbids nothing; and who lacks a scope is told so by the call.
    package func tool(named name: String, for identity: Identity) -> ToolDefinition? {
        guard let tool = tools[name], !tool.isForCommandLine || identity.shelf == .commandLine else { return nil }
        return tool.definition
    }

    /// Carries a call out.
    package func call(
        _ call: ToolCall,
        in orchestrator: Orchestrator,
        callP95Ms: @escaping @Sendable () -> Double?
    ) async throws -> ToolOutcome {
        guard let identity = call.caller.principal as? Identity else {
            throw AthenaError(.unauthenticated, "Nobody is known to be calling.", next: "Connect with a credential.")
        }
        let answer = try await catalog.perform(
            call.name,
            call.arguments,
            as: identity.caller,
            in: orchestrator,
            trace: call.trace?.parent,
            callP95Ms: callP95Ms
        )
        return .success(answer.json, onUndelivered: answer.onUndelivered)
    }
}

extension ToolDefinition {
    /// The tool that an operation's declaration makes.
    init(_ declaration: OperationDeclaration) {
        self.init(
            name: declaration.name,
            description: declaration.summary,
            inputSchema: declaration.input.json,
            outputSchema: declaration.output.json,
            annotations: ToolAnnotations(
                readOnly: declaration.effect == .reads,
                destructive: declaration.effect == .removes,
                idempotent: declaration.effect != .changes,
                openWorld: false
            )
        )
    }
}
