internal import AthenaCore
internal import AthenaJSON

/// Says what should be done.
package struct GetRecommendations: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "get_recommendations",
        "What to do now, most urgent first: each with evidence and the call that would fix it.",
        scope: .tasksRead,
        toolset: .standard,
        effect: .reads,
        input: [.optional("limit", Schemas.limit(1...50, 5))],
        output: .object([.required("recommendations", .array(of: .openObject()))])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let snapshot = try await context.orchestrator.snapshot(callP95Ms: context.callP95Ms(), as: context.caller)
        let found = Recommendation.ranked(for: snapshot, limit: arguments.limit(default: 5))
        let items = found.map { JSON.object($0.json) }
        return OperationAnswer(["recommendations": .array(JSONObject().fitting(items))])
    }
}
