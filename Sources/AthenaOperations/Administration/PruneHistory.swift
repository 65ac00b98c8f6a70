internal import AthenaCore
internal import AthenaJSON

/// Removes what is old.
package struct PruneHistory: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "prune",
        "Remove the texts of tasks that ended before a time and the events before it; the hash chain keeps an anchor.",
        scope: .tasksAdmin,
        toolset: nil,
        effect: .removes,
        input: [.required("before", Schemas.time)],
        output: .openObject([.required("tasks", .integer()), .required("events", .integer())])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        guard let before = try arguments.time("before") else { throw AthenaError.invalid("before is missing.") }
        let pruned = try await context.orchestrator.prune(before: before, as: context.caller)
        return OperationAnswer(["tasks": .integer(Int64(pruned.tasks)), "events": .integer(Int64(pruned.events))])
    }
}
