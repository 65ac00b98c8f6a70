internal import AthenaCore
internal import AthenaJSON

/// Brings an ended task back.
package struct RetryTask: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "retry_task",
        "Bring a failed or cancelled task back into the queue, its failures forgotten and its attempts kept.",
        scope: .tasksAdmin,
        toolset: .full,
        effect: .changes,
        input: [.required("task_id", Schemas.taskID)],
        output: Schemas.taskAndStatus
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let id = try arguments.requiredTask("task_id")
        return OperationAnswer(try await context.orchestrator.retry(id, as: context.caller))
    }
}
