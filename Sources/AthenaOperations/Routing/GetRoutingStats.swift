internal import AthenaCore
internal import AthenaJSON

/// Shows how routing does.
package struct GetRoutingStats: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "get_routing_stats",
        "Routing statistics: decisions with and without an agent in a window, and how evenly the agents are loaded now.",
        scope: .tasksRead,
        toolset: .standard,
        effect: .reads,
        input: [.optional("window_minutes", Schemas.windowMinutes)],
        output: .openObject()
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let stats = try await context.orchestrator.routingStats(
            windowMinutes: arguments.int("window_minutes") ?? 60,
            as: context.caller
        )
        return OperationAnswer(stats.json)
    }
}

extension RoutingStats {
    /// The most agents that are listed, the busiest first.
    private static let listed = 50

    fileprivate var json: JSONObject {
        var json: JSONObject = ["routed": .integer(routed), "unrouted": .integer(unrouted)]
        json["routed_share"] = routedShare.map(JSON.double) ?? .null
        json["utilisation"] = utilisation.map { .double($0.toFourDecimals) } ?? .null
        json["balance"] = balance.map { .double($0.toFourDecimals) } ?? .null
        json["agents"] = .array(shares.prefix(Self.listed).map { .object($0.json) })
        if shares.count > Self.listed { json["active_agents"] = .integer(Int64(shares.count)) }
        return json
    }
}

extension RoutingStats.Share {
    fileprivate var json: JSONObject {
        [
            "agent": .string(agent.rawValue),
            "load": .integer(Int64(load)),
            "max_concurrent": .integer(Int64(maxConcurrent)),
        ]
    }
}
