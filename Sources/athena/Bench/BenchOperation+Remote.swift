internal import AthenaCore
internal import AthenaJSON

extension BenchOperation {
    /// Does it once, through the tools of a server.
    func perform(_ client: any ToolClient, hand: inout BenchHand) throws {
        let agent: JSON = .string(hand.agent)
        switch self {
        case .create: _ = try client.call("create_task", Self.creation())
        case .assign:
            let task = try client.call("create_task", Self.creation())["task_id"] ?? .null
            _ = try client.call("assign_task", ["task_id": task, "agent_id": .string(BenchHand.assignee)])
        case .claim: hand.lease = try Self.lease(in: client.call("claim_task", ["agent_id": agent]))
        case .cycle:
            guard let lease = try Self.lease(in: client.call("claim_task", ["agent_id": agent])) else { return }
            _ = try client.call("complete_task", ["lease": .string(lease), "result": "done"])
        case .chain: try chain(client, &hand)
        case .poll: _ = try client.call("poll_tasks")
        case .get: _ = try client.call("get_task_status", ["task_id": .string("t\(hand.nextID())")])
        case .query: _ = try client.call("query_tasks", ["status": ["completed"], "limit": 50, "fields": "concise"])
        case .route:
            _ = try client.call("route_task", ["task_id": .string("t\(hand.nextID(below: BenchDatabase.later))")])
        case .metrics: _ = try client.call("get_queue_metrics")
        case .wake: break
        case .await:
            let wish: JSONObject = ["agent_id": agent, "types": [.string(Self.wakingType)], "wait_seconds": 30]
            hand.lease = try Self.lease(in: client.call("claim_task", wish))
        case .settle:
            guard let lease = hand.lease.take() else { return }
            _ = try client.call("complete_task", ["lease": .string(lease), "result": "done"])
        case .offer: _ = try client.call("create_task", Self.creation(type: Self.wakingType))
        }
    }

    private func chain(_ client: any ToolClient, _ hand: inout BenchHand) throws {
        guard let lease = hand.lease else {
            hand.lease = try Self.lease(in: client.call("claim_task", ["agent_id": .string(hand.agent)]))
            return
        }
        let arguments: JSONObject = ["lease": .string(lease), "result": "done", "claim_next": true]
        hand.lease = try Self.lease(in: client.call("complete_task", arguments)["next"] ?? .null)
    }

    private static func creation(type: String? = nil) -> JSONObject {
        var arguments: JSONObject = ["content": .string(BenchDatabase.request.content)]
        if let type { arguments["type"] = .string(type) }
        return arguments
    }

    private static func lease(in answer: JSON) -> String? { answer["tasks"]?[0]?["lease"]?.stringValue }
}
