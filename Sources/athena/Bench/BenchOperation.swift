internal import AthenaCore
internal import AthenaJSON

/// What can be measured.
enum BenchOperation: String, CaseIterable {
    case create, claim, cycle, chain, poll, get, route, metrics

    static var names: String { allCases.map(\.rawValue).joined(separator: ",") }
}

extension BenchOperation {
    /// Does it once, for one of the callers.
    ///
    /// - Parameter hand: what the caller holds from its last call.
    func perform(_ use: Orchestrator, as caller: Caller, agent: Agent.ID, hand: inout BenchHand) async throws {
        switch self {
        case .create: _ = try await use.create([BenchDatabase.request], as: caller)
        case .claim: try await claim(use, caller, agent, &hand)
        case .cycle: try await cycle(use, caller, agent)
        case .chain: try await chain(use, caller, agent, &hand)
        case .poll:
            _ = try await use.poll(PollQuery(project: caller.project.id), for: nil, after: nil, isDetailed: false)
        case .get: _ = try await use.task(AgentTask.ID(rawValue: hand.nextID()), as: caller)
        case .route:
            let task = AgentTask.ID(rawValue: hand.nextID())
            _ = try await use.route(RouteOrder(tasks: [task]), as: caller)
        case .metrics: _ = try await use.metrics(windowMinutes: 60, as: caller)
        }
    }

    private func claim(_ use: Orchestrator, _ caller: Caller, _ agent: Agent.ID, _ hand: inout BenchHand) async throws {
        guard let brief = try await use.claim(ClaimRequest(agent: agent), as: caller).briefs.first else { return }
        hand.lease = brief.lease.token
    }

    private func cycle(_ use: Orchestrator, _ caller: Caller, _ agent: Agent.ID) async throws {
        guard let brief = try await use.claim(ClaimRequest(agent: agent), as: caller).briefs.first else { return }
        _ = try await use.complete(brief.lease.token, with: Completion(result: "done"), as: caller)
    }

    private func chain(_ use: Orchestrator, _ caller: Caller, _ agent: Agent.ID, _ hand: inout BenchHand) async throws {
        guard let lease = hand.lease else { return try await claim(use, caller, agent, &hand) }
        var completion = Completion(result: "done")
        completion.claimsNext = true
        let answer = try await use.complete(lease, with: completion, as: caller)
        hand.lease = answer.next?.briefs.first?.lease.token
    }
}

/// What one caller carries from call to call.
struct BenchHand {
    var lease: LeaseToken?
    private var id: Int64
    private let count: Int64

    /// Begins somewhere in the ids of `count` tasks.
    init(start: Int, count: Int) {
        id = Int64(start)
        self.count = Int64(max(count, 1))
    }

    /// Another task, far from the last.
    mutating func nextID() -> Int64 {
        id = (id &* 48_271) % 2_147_483_647
        return id % count + 1
    }
}
