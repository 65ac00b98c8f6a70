internal import AthenaCore
internal import AthenaJSON

/// Gives an agent work.
package struct ClaimTask: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "claim_task",
        "Claim the best ready task you can do: answers lease, content, inputs from dependencies, earlier errors. Assigned "
            + "tasks come first. wait_seconds waits for work; resume=true answers the leases you hold.",
        scope: .tasksWork,
        toolset: .worker,
        effect: .changes,
        input: [
            .optional("agent_id", Schemas.agentID),
            .optional("types", .array(of: .string(), 1...32)),
            .optional("max", .integer(1...20, default: 1)),
            .optional("wait_seconds", .integer(0...45, default: 0)),
            .optional("lease_seconds", Schemas.leaseSeconds),
            .optional("resume", .boolean()),
            .optional("idempotency_key", Schemas.idempotencyKey),
        ],
        output: .openObject([.required("tasks", .array(of: .openObject())), .optional("reason", .string())])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let agent = try context.caller.acting(as: try arguments.agent())
        if arguments.flag("resume") {
            return OperationAnswer(try await context.orchestrator.resume(agent, as: context.caller).json())
        }
        var request = ClaimRequest(agent: agent)
        request.types = arguments.texts("types")
        request.max = arguments.int("max") ?? 1
        request.waitMs = (arguments.integer("wait_seconds") ?? 0) * 1_000
        request.leaseSeconds = arguments.int("lease_seconds")
        let once = arguments.once(declaration.name)
        let answer = try await context.orchestrator.claim(request, once: once, as: context.caller)
        return OperationAnswer(answer.json(), onUndelivered: context.takingBack(answer.briefs, isKeyed: once != nil))
    }
}

extension CallContext {
    /// What gives leases back that the caller could not be told of; a keyed call can ask for them again instead.
    func takingBack(_ briefs: [Brief], isKeyed: Bool) -> (@Sendable () async -> Void)? {
        guard !briefs.isEmpty, !isKeyed else { return nil }
        let orchestrator = orchestrator
        let caller = caller
        return {
            // Nobody is left to be told of a failure; the leases then end by themselves.
            try? await orchestrator.takeBack(briefs.map(\.lease), as: caller)
        }
    }
}
