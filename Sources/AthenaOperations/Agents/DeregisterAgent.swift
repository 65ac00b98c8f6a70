internal import AthenaCore
internal import AthenaJSON

/// Takes an agent out of the fleet.
package struct DeregisterAgent: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "deregister_agent",
        "Remove an agent from the fleet; its leases are released, its history stays.",
        scope: .agentsAdmin,
        toolset: .standard,
        effect: .removes,
        input: [.required("agent_id", Schemas.agentID)],
        output: .object([.required("agent", .string()), .required("released", Schemas.texts)])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let agent = try Agent.ID(checking: try arguments.requiredText("agent_id"))
        let released = try await context.orchestrator.deregister(agent, as: context.caller)
        return OperationAnswer([
            "agent": .string(agent.rawValue),
            "released": .array(released.map { .string($0.description) }),
        ])
    }
}
