internal import AthenaCore
internal import AthenaJSON

/// Says what an operator wants of an agent.
package struct SetAgentStatus: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "set_agent_status",
        "Set an agent active, draining or paused (no new leases), or quarantined (its leases are released at once).",
        scope: .agentsAdmin,
        toolset: .full,
        effect: .settles,
        input: [
            .required("agent_id", Schemas.agentID),
            .required("status", .oneOf(Agent.Status.allCases.map(\.rawValue))),
        ],
        output: .openObject([.required("agent", .string()), .required("status", .string())])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let id = try Agent.ID(checking: try arguments.requiredText("agent_id"))
        let status = Agent.Status(rawValue: try arguments.requiredText("status")) ?? .active
        let (agent, released) = try await context.orchestrator.setStatus(status, of: id, as: context.caller)
        var json: JSONObject = ["agent": .string(id.rawValue), "status": .string(agent.status.rawValue)]
        json["released"] = .words(released.map(\.description))
        return OperationAnswer(json)
    }
}
