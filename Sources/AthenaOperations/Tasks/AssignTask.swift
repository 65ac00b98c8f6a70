internal import AthenaCore
internal import AthenaJSON

/// Reserves a task for a named agent.
package struct AssignTask: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "assign_task",
        "Reserve a ready task for a capable, active agent with a free slot. The agent begins it with start_task or gets it "
            + "first from claim_task, before expires_in seconds. To let Athena choose, use route_task.",
        scope: .tasksAdmin,
        toolset: .standard,
        effect: .changes,
        input: [
            .required("task_id", Schemas.taskID),
            .required("agent_id", Schemas.agentID),
            .optional("idempotency_key", Schemas.idempotencyKey),
        ],
        output: .object([
            .required("task_id", .string()),
            .required("agent", .string()),
            .required("expires_in", .integer()),
        ])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let agent = try Agent.ID(checking: try arguments.requiredText("agent_id"))
        let lease = try await context.orchestrator.assign(
            try arguments.requiredTask("task_id"),
            to: agent,
            once: arguments.once(declaration.name),
            as: context.caller
        )
        return OperationAnswer([
            "task_id": .string(lease.task.id.description),
            "agent": .string(agent.rawValue),
            "expires_in": .integer(lease.expiresInMs / 1_000),
        ])
    }
}
