internal import AthenaCore
internal import AthenaJSON

/// Says whether all is well.
package struct GetHealth: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "get_health",
        "Health of queue and fleet: healthy, degraded, critical or idle, with the reasons.",
        scope: .tasksRead,
        toolset: .standard,
        effect: .reads,
        input: [],
        output: .object([.required("health", .string()), .required("reasons", Schemas.texts)])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let snapshot = try await context.orchestrator.snapshot(callP95Ms: context.callP95Ms(), as: context.caller)
        let health = QueueHealth.of(snapshot)
        return OperationAnswer([
            "health": .string(health.level.word),
            "reasons": .array(health.reasons.map { .string($0) }),
        ])
    }
}
