internal import AthenaCore
internal import AthenaJSON

/// Adds an outcome that happened outside Athena.
package struct UpdateAgentPerformance: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "update_agent_performance",
        "Record an outcome of work done outside Athena. Tasks completed or failed here are counted by themselves.",
        scope: .agentsAdmin,
        toolset: .standard,
        effect: .changes,
        input: [
            .required("agent_id", Schemas.agentID),
            .required("success", .boolean()),
            .optional("duration_ms", .integer(0...Int.max)),
            .optional("skill", .string()),
            .optional("type", .string()),
        ],
        output: .openObject([.required("agent", .string())])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let agent = try Agent.ID(checking: try arguments.requiredText("agent_id"))
        let skill = try arguments.text("skill").map { try Skill(checking: $0) }
        let record = try await context.orchestrator.recordOutcome(
            of: agent,
            work: Work(requirements: skill.map { [$0] } ?? [], type: try TaskFields.type(arguments.text("type"))),
            isSuccess: arguments.flag("success"),
            durationMs: arguments.integer("duration_ms"),
            as: context.caller
        )
        var json: JSONObject = ["agent": .string(agent.rawValue)]
        record.addRaw(to: &json)
        return OperationAnswer(json)
    }
}
