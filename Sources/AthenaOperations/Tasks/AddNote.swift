internal import AthenaCore
internal import AthenaJSON

/// Attaches a note to a task.
package struct AddNote: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "add_note",
        "Attach a note to a task in any state; get_task_status shows it with detail=full.",
        scope: .tasksWork,
        toolset: .full,
        effect: .changes,
        input: [
            .required("task_id", Schemas.taskID),
            .required("note", .string(1...TaskLimits.note, maxBytes: TaskLimits.note)),
            .optional("idempotency_key", Schemas.idempotencyKey),
        ],
        output: Schemas.taskAndStatus
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let task = try await context.orchestrator.addNote(
            try arguments.requiredText("note"),
            to: try arguments.requiredTask("task_id"),
            once: arguments.once(declaration.name),
            as: context.caller
        )
        return OperationAnswer(task)
    }
}
