internal import AthenaCore
internal import AthenaJSON

/// Makes an agent known.
package struct RegisterAgent: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "register_agent",
        "Register yourself or update your skills before claiming. Skills are exact lower-case dotted words.",
        scope: .tasksWork,
        toolset: .worker,
        effect: .settles,
        input: [
            .optional("agent_id", Schemas.agentID),
            .optional("skills", .array(of: .string(), 0...HeldSkill.limit)),
            .optional("capabilities", .array(of: .string(), 0...HeldSkill.limit, description: "alias of skills")),
            .optional("max_concurrent", .integer(1...1_000, default: 5)),
            .optional("metadata", .openObject()),
        ],
        output: .object([
            .required("agent", .string()),
            .required("skills", Schemas.texts),
            .required("new", .boolean()),
        ])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let id = try context.caller.acting(as: try arguments.agent())
        if arguments["skills"] != nil, arguments["capabilities"] != nil {
            throw AthenaError.invalid("Give skills or its alias capabilities, not both.")
        }
        let skills = try arguments.skills("skills") ?? arguments.skills("capabilities")
        let metadata = arguments.object("metadata")
        try TaskFields.requireSize(of: metadata, named: "metadata")
        let (agent, isNew) = try await context.orchestrator.register(
            Registration(
                agent: id,
                skills: skills.map { Array(Set($0)).sorted() },
                maxConcurrent: arguments.int("max_concurrent"),
                metadata: metadata
            ),
            as: context.caller
        )
        return OperationAnswer([
            "agent": .string(agent.id.rawValue),
            "skills": .array(agent.skills.map { .string($0.skill.rawValue) }),
            "new": .bool(isNew),
        ])
    }
}
