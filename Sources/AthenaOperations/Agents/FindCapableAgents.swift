internal import AthenaCore
internal import AthenaJSON

/// Finds who could do some work.
package struct FindCapableAgents: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "find_capable_agents",
        "Find agents that have all of some skills, ranked as route_task ranks them; reason when there is none.",
        scope: .tasksRead,
        toolset: .standard,
        effect: .reads,
        input: [
            .required("requirements", Schemas.skills),
            .optional("available_only", .boolean(default: true)),
            .optional("limit", Schemas.limit(1...100, 10)),
        ],
        output: .object([.required("agents", .array(of: .openObject())), .optional("reason", .string())])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let found = try await context.orchestrator.capableAgents(
            Array(Set(try arguments.skills("requirements") ?? [])).sorted(),
            availableOnly: arguments.flag("available_only", default: true),
            as: context.caller
        )
        let agents = found.available.map(\.listJSON) + found.others.map(\.listJSON)
        var json = JSONObject()
        if found.available.isEmpty { json["reason"] = .string(found.reason) }
        let listed = agents.prefix(arguments.limit(default: 10)).map { JSON.object($0) }
        json["agents"] = .array(json.fitting(listed))
        return OperationAnswer(json)
    }
}

extension RouteChoice {
    fileprivate var listJSON: JSONObject {
        [
            "agent": .string(agent.rawValue),
            "score": .double(score.value.toFourDecimals),
            "load": .integer(Int64(load)),
            "max_concurrent": .integer(Int64(maxConcurrent)),
        ]
    }
}

extension RouteRejection {
    fileprivate var listJSON: JSONObject { ["agent": .string(agent.rawValue), "unavailable": .string("it \(reason)")] }
}
