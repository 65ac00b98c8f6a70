internal import AthenaCore
internal import AthenaJSON

/// Teaches an agent a skill, or takes one away.
package struct SetAgentSkill: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "set_agent_skill",
        "Teach an agent a skill, or revoke one so that it is not learned again by itself.",
        scope: .agentsAdmin,
        toolset: .full,
        effect: .settles,
        input: [
            .required("agent_id", Schemas.agentID),
            .required("skill", .string()),
            .optional("action", .oneOf(["teach", "revoke"], default: "teach")),
        ],
        output: .openObject([.required("agent", .string()), .required("skills", .openObject())])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let id = try Agent.ID(checking: try arguments.requiredText("agent_id"))
        let agent = try await context.orchestrator.setSkill(
            try Skill(checking: try arguments.requiredText("skill")),
            of: id,
            isHeld: arguments.text("action") != "revoke",
            as: context.caller
        )
        return OperationAnswer(["agent": .string(id.rawValue), "skills": agent.skillsJSON])
    }
}
