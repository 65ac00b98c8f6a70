internal import AthenaCore
internal import AthenaJSON

/// Puts a task to a human.
package struct AskTask: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "ask_task",
        "Ask a human about your task: the lease ends, the task waits, and the answer comes with the next claim, to you first.",
        scope: .tasksWork,
        toolset: .full,
        effect: .settles,
        input: [
            .required("lease", Schemas.lease),
            .optional("task_id", Schemas.taskID),
            .required("question", .string(1...TaskLimits.note, maxBytes: TaskLimits.note)),
        ],
        output: Schemas.taskAndStatus
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let question = try arguments.requiredText("question")
        return OperationAnswer(
            try await context.orchestrator.ask(try arguments.lease(), question: question, as: context.caller)
        )
    }
}
