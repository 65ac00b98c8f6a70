internal import AthenaCore
internal import AthenaJSON

extension BenchOperation {
    /// Does it once, in this process.
    func perform(_ use: Orchestrator, as caller: Caller, hand: inout BenchHand) async throws {
        let agent = Agent.ID(rawValue: hand.agent)
        switch self {
        case .create: _ = try await use.create([BenchDatabase.request], as: caller)
        case .assign:
            guard let task = try await use.create([BenchDatabase.request], as: caller).first?.id else { return }
            _ = try await use.assign(task, to: Agent.ID(rawValue: BenchHand.assignee), as: caller)
        case .claim: hand.lease = try await claim(ClaimRequest(agent: agent), use, caller)
        case .cycle:
            guard let lease = try await claim(ClaimRequest(agent: agent), use, caller) else { return }
            _ = try await complete(lease, use, caller)
        case .chain:
            guard let lease = hand.lease else {
                hand.lease = try await claim(ClaimRequest(agent: agent), use, caller)
                return
            }
            hand.lease = try await complete(lease, claimsNext: true, use, caller)
        case .poll:
            _ = try await use.poll(PollQuery(project: caller.project.id), for: nil, after: nil, isDetailed: false)
        case .get: _ = try await use.task(AgentTask.ID(rawValue: hand.nextID()), as: caller)
        case .query:
            var query = TaskQuery(project: caller.project.id, limit: 50)
            query.statuses = [.completed]
            _ = try await use.list(query, isDetailed: false)
        case .route:
            let task = AgentTask.ID(rawValue: hand.nextID(below: BenchDatabase.later))
            _ = try await use.route(RouteOrder(tasks: [task]), as: caller)
        case .metrics: _ = try await use.metrics(windowMinutes: 60, as: caller)
        case .wake: break
        case .await:
            var request = ClaimRequest(agent: agent)
            request.types = [Self.wakingType]
            request.waitMs = 30_000
            hand.lease = try await claim(request, use, caller)
        case .settle:
            guard let lease = hand.lease.take() else { return }
            _ = try await complete(lease, use, caller)
        case .offer:
            var request = BenchDatabase.request
            request.type = Self.wakingType
            _ = try await use.create([request], as: caller)
        }
    }

    private func claim(_ request: ClaimRequest, _ use: Orchestrator, _ caller: Caller) async throws -> String? {
        try await use.claim(request, as: caller).briefs.first?.lease.token.description
    }

    private func complete(
        _ lease: String,
        claimsNext: Bool = false,
        _ use: Orchestrator,
        _ caller: Caller
    ) async throws -> String? {
        var completion = Completion(result: "done")
        completion.claimsNext = claimsNext
        let answer = try await use.complete(LeaseToken(parsing: lease), with: completion, as: caller)
        return answer.next?.briefs.first?.lease.token.description
    }
}
