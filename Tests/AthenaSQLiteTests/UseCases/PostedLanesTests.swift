import AthenaCore
import AthenaJSON
import AthenaSQL
import AthenaSQLite
import AthenaTestKit
import Testing

/// What the writer posts must be what a reader would find in the index of ready tasks by itself.
@Suite("The posted order of lanes")
struct PostedLanesTests {
    @Test("is what the index says, after every change and over a rollback and a restart", arguments: 1...2)
    func isRight(seed: Int) async throws {
        let folder = try TemporaryFolder()
        for part in 0..<3 {
            try await UseCases.with({ $0.durability = .normal }, in: folder) { cases in
                try await cases.register(["a", "b"], (0..<40).map { "skill-\($0)" })
                var walk = Walk(cases: cases, random: Dice(seed: UInt64(seed * 10 + part)))
                for _ in 0..<50 {
                    try await walk.step()
                    let (posted, read) = try await cases.readBothWays()
                    #expect(posted == read)
                }
                #expect(walk.seen > 10)
            }
        }
    }

    @Test("makes a poll, metrics, health and a claim cost the same with 20 lanes, 200 and 2,000")
    func costsTheSame() async throws {
        let few = try await Self.costs(lanes: 20)
        for lanes in [200, 2_000] {
            for ((name, few), (_, many)) in zip(few, try await Self.costs(lanes: lanes)) {
                print("cost with 20 lanes and \(lanes): \(name): \(few), \(many)")
                #expect(many.steps <= few.steps * 1.1, "\(name)")
            }
        }
    }

    private static func costs(lanes: Int) async throws -> [(String, UseCaseCost)] {
        try await UseCases.with({ options in
            options.durability = .normal
            options.readers = 1
        }) { cases in
            try await cases.register(["agent-1"], ["mine"])
            for start in stride(from: 0, to: 4_000, by: 500) {
                cases.time.pass(milliseconds: 50)
                let requests = (start..<start + 500).map { number in
                    var request = UseCases.request(needs: ["mine"])
                    request.type = "type-\(number % lanes)"
                    return request
                }
                _ = try await cases.use.create(requests, as: cases.caller)
            }
            let questions = UseCases.questions(for: "agent-1").filter { $0.0 != "get" && $0.0 != "route" }
            return try await cases.measure(questions)
        }
    }
}

/// Random changes of a queue, the same in every run.
private struct Walk {
    let cases: UseCases
    var random: Dice
    var leases: [Lease] = []
    var tasks: [AgentTask.ID] = []
    var seen = 0

    mutating func step() async throws {
        cases.time.pass(milliseconds: Int64.random(in: 0...50_000, using: &random))
        switch Int.random(in: 0..<8, using: &random) {
        case 0...2: try await create()
        case 3: try await claim()
        case 4: try await endLease()
        case 5: try await change()
        case 6: _ = try await cases.use.sweep()
        default:
            let store = cases.store
            await #expect(throws: Refusal.self) {
                try await store.write { transaction in
                    _ = try transaction.createReadyTask("gone")
                    throw Refusal()
                }
            }
        }
    }

    private mutating func create() async throws {
        let requests = (0..<Int.random(in: 1...30, using: &random)).map { _ -> TaskRequest in
            var request = UseCases.request(needs: ["skill-\(Int.random(in: 0..<40, using: &random))"])
            request.type = Bool.random(using: &random) ? "one" : "other"
            request.priority = Priority.allCases.randomElement(using: &random) ?? .medium
            if Int.random(in: 0..<5, using: &random) == 0 { request.runAfter = cases.time.now().wall + 60_000 }
            return request
        }
        tasks += try await cases.use.create(requests, as: cases.caller).map(\.id)
    }

    private mutating func claim() async throws {
        var request = ClaimRequest(agent: Agent.ID(rawValue: Bool.random(using: &random) ? "a" : "b"))
        request.max = Int.random(in: 1...20, using: &random)
        let leased = try await cases.use.claim(request, as: cases.caller).briefs.map(\.lease)
        seen += leased.count
        leases += leased
    }

    private mutating func endLease() async throws {
        guard let lease = leases.popLast() else { return }
        do {
            if Bool.random(using: &random) {
                try await cases.complete(lease)
            } else {
                _ = try await cases.use.release(lease.token, as: cases.caller)
            }
        } catch let error as AthenaError where error.code == .leaseLost {
            // The sweep of a later step came first.
        }
    }

    private mutating func change() async throws {
        guard let task = tasks.randomElement(using: &random) else { return }
        do {
            if Bool.random(using: &random) {
                _ = try await cases.use.cancel([task], reason: nil, as: cases.caller)
            } else {
                var update = TaskUpdate()
                update.priority = Priority.allCases.randomElement(using: &random)
                update.title = "changed"
                if Bool.random(using: &random) { update.requirements = [Skill(rawValue: "skill-7")] }
                _ = try await cases.use.update(task, with: update, as: cases.caller)
            }
        } catch let error as AthenaError where error.code == .illegalTransition {
            // It has ended or is held.
        }
    }
}

/// What depends on the order of lanes.
private struct Reading: Sendable, Equatable {
    let tasks: [AgentTask]
    let lanes: [ReadyLane]
    let oldest: Int64?

    init(_ reader: SQLReader, _ project: Project.ID) throws {
        tasks = try reader.poll(PollQuery(project: project, limit: 100))
        lanes = try reader.readyLanes(in: project, limit: 1_000, bound: 1_000)
        oldest = try reader.oldestReady(in: project, at: 1_800_000_000_000)
    }
}

extension UseCases {
    /// The same questions on one snapshot: with what is posted, and without.
    fileprivate func readBothWays() async throws -> (posted: Reading, read: Reading) {
        let project = caller.project.id
        return try await store.read { transaction in
            let reader = try #require(transaction as? SQLReader)
            return (try Reading(reader, project), try Reading(SQLReader(connection: reader.connection), project))
        }
    }
}
