internal import AthenaCore
internal import AthenaJSON

/// Begins work on a task that was assigned.
package struct StartTask: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "start_task",
        "Start a task that was assigned to you; answers the lease and the brief. Repeatable while you hold it.",
        scope: .tasksWork,
        toolset: .worker,
        effect: .settles,
        input: [
            .required("task_id", Schemas.taskID),
            .optional("agent_id", Schemas.agentID),
            .optional("lease_seconds", Schemas.leaseSeconds),
        ],
        output: .openObject([.required("lease", .string()), .required("expires_in", .integer())])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let id = try arguments.requiredTask("task_id")
        let agent = try await context.actingAgent(arguments, for: id)
        let brief = try await context.orchestrator.start(
            id,
            by: agent,
            leaseSeconds: arguments.int("lease_seconds"),
            as: context.caller
        )
        var json = brief.json()
        if JSON.object(json).bytes.count > AnswerLimit.bytes {
            json = brief.json(limit: AnswerLimit.bytes - AnswerLimit.frame)
            json["hint"] = .string(Brief.hint)
        }
        json["task_id"] = nil
        return OperationAnswer(json)
    }
}

extension CallContext {
    /// The agent of this call; for a task that is assigned, an unbound caller need not name its agent.
    func actingAgent(_ arguments: Arguments, for id: AgentTask.ID) async throws -> Agent.ID {
        if caller.boundAgent == nil, arguments["agent_id"] == nil,
            let assigned = try await orchestrator.task(id, as: caller).assignedTo
        {
            return assigned
        }
        return try caller.acting(as: try arguments.agent())
    }
}
