internal import AthenaCore
internal import AthenaJSON

/// Puts tasks into the queue.
package struct CreateTask: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "create_task",
        "Create one task, or up to 500 at once with tasks[] (objects of the same fields plus ref; '#ref' in dependencies and "
            + "parent points within the batch; all or nothing). requirements are skills an agent must all have.",
        scope: .tasksCreate,
        toolset: .worker,
        effect: .changes,
        input: TaskFields.properties + [
            .optional("idempotency_key", Schemas.idempotencyKey),
            .optional("tasks", .array(of: .openObject(), 1...TaskLimits.batch)),
        ],
        output: .object([
            .optional("task_id", .string()),
            .optional("status", .string()),
            .optional("task_ids", Schemas.texts),
        ])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let batch = arguments["tasks"]?.arrayValue
        let requests = try batch.map { try TaskFields.batch($0, trace: context.trace) }
        if batch != nil {
            let extra = arguments.json.names.filter { $0 != "tasks" && $0 != "idempotency_key" }
            guard extra.isEmpty else {
                throw AthenaError.invalid(
                    "Beside tasks[] stands \(extra.joined(separator: ", ")); put fields into its objects."
                )
            }
        }
        let single = try requests ?? [TaskFields.request(arguments, trace: context.trace)]
        let created = try await context.orchestrator.create(
            single,
            once: arguments.once(declaration.name),
            as: context.caller
        )
        guard batch == nil, let only = created.first else {
            return OperationAnswer(["task_ids": .array(created.map { .string($0.id.description) })])
        }
        return OperationAnswer(["task_id": .string(only.id.description), "status": .string(only.status.rawValue)])
    }
}
