internal import AthenaCore
internal import AthenaJSON

/// Gives a task back.
package struct ReleaseTask: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "release_task",
        "Give a task back without counting a failure, for another agent to take.",
        scope: .tasksWork,
        toolset: .worker,
        effect: .settles,
        input: [
            .required("lease", Schemas.lease),
            .optional("task_id", Schemas.taskID),
            .optional("note", .string(maxBytes: TaskLimits.note)),
        ],
        output: Schemas.taskAndStatus
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let task = try await context.orchestrator.release(
            try arguments.lease(),
            note: arguments.text("note"),
            as: context.caller
        )
        return OperationAnswer(task)
    }
}
