internal import AthenaCore
internal import AthenaJSON

/// Answers a question about a task.
package struct AnswerTask: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "answer_task",
        "Answer the question of a waiting task; it goes back into the queue with the answer.",
        scope: .tasksAdmin,
        toolset: .full,
        effect: .changes,
        input: [
            .required("task_id", Schemas.taskID),
            .required("answer", .string(1...TaskLimits.note, maxBytes: TaskLimits.note)),
        ],
        output: Schemas.taskAndStatus
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let answer = try arguments.requiredText("answer")
        let id = try arguments.requiredTask("task_id")
        return OperationAnswer(try await context.orchestrator.answer(id, with: answer, as: context.caller))
    }
}
