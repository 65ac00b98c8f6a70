import AthenaCore
import AthenaSQL
import AthenaSQLite
import AthenaTestKit
import Testing

/// What use cases cost is counted in steps of SQLite's virtual machine and in pages that its cache was asked for: both
/// are the same on every machine, while pages read from the file depend on the size of the cache and on what ran before.
///
/// Steps must not grow. Pages grow with the depth of the trees, by one a seek from 1,000 tasks to 200,000, and by two
/// where hardly anything was ready at first: docs/decisions/0007-pages-grow-with-the-depth-of-a-tree.md.
@Suite("The cost of a use case")
struct UseCaseCostTests {
    private static let few = 1_000
    private static let many = 200_000

    @Test("is the same for 1,000 tasks and 200,000, whatever they need and whenever they become ready")
    func isFlat() async throws {
        let small = try await Self.costs(backlog: Self.few)
        let large = try await Self.costs(backlog: Self.many)
        #expect(small.count == large.count)
        for ((name, few), (_, many)) in zip(small, large) {
            print("cost at \(Self.few) and \(Self.many) tasks: \(name): \(few), \(many)")
            #expect(many.steps <= few.steps * 1.1, "\(name)")
            #expect(many.pages <= few.pages * Self.growth(of: name), "\(name)")
        }
    }

    @Test("of a claim is the same however many leases its agent holds")
    func isFlatInLeases() async throws {
        let folder = try TemporaryFolder()
        let costs = try await UseCases.with({ $0.readers = 1 }, in: folder) { cases in
            try await cases.register(["agent"], ["mine", "other"])
            try await cases.fill(Self.few)
            let claim = UseCases.questions(for: "agent").filter { $0.0 == "claim and complete" }
            let free = try await cases.measure(claim)
            for _ in 0..<90 { _ = try await cases.claim("agent") }
            return free + (try await cases.measure(claim))
        }
        let steps = costs.map(\.1.steps)
        #expect(steps.count == 2 && steps[1] <= steps[0] * 1.1, "\(steps)")
    }

    /// How much more pages a call may touch with 200 times the tasks: a level of the trees a seek.
    private static func growth(of name: String) -> Double {
        if name.contains("poll") { return 2.25 }
        // Six rows, each of which is a seek, and hardly anything beside them.
        if name.contains("list") { return 1.7 }
        return name.contains("metrics") ? 1.6 : 1.35
    }

    /// Costs with a plain backlog, with one of which the agent can do 1 %, and with one of which 90 % wait for later.
    private static func costs(backlog: Int) async throws -> [(String, UseCaseCost)] {
        let folder = try TemporaryFolder()
        let tune: (inout SQLiteOptions) -> Void = { options in
            options.durability = .normal
            options.readers = 1
        }
        var costs = try await UseCases.with(tune, in: folder) { cases in
            try await cases.register((1...1_000).map { "agent-\($0)" }, ["mine", "other"])
            try await cases.register(["agent-of-few"], ["mine"])
            try await cases.fill(backlog)
            let plain = try await cases.measure(UseCases.questions(for: "agent-1"))
            let few = try await cases.measure(UseCases.questions(for: "agent-of-few"))
            try await cases.scheduleNineInTen()
            return plain.map { ("plain, " + $0.0, $0.1) } + few.map { ("99 % unservable, " + $0.0, $0.1) }
        }
        costs += try await UseCases.with(tune, in: folder) { cases in
            try await cases.measure(UseCases.questions(for: "agent-1")).map { ("90 % scheduled, " + $0.0, $0.1) }
        }
        return costs
    }
}

/// What one call cost, on average.
struct UseCaseCost: Sendable, CustomStringConvertible {
    var steps = 0.0
    var pages = 0.0

    var description: String { "\(steps) steps and \(pages) pages" }

    static func - (left: UseCaseCost, right: UseCaseCost) -> UseCaseCost {
        UseCaseCost(steps: left.steps - right.steps, pages: left.pages - right.pages)
    }
}

extension UseCases {
    typealias Question = @Sendable (UseCases) async throws -> Void

    /// The calls whose cost must not grow, most of them made by this agent.
    static func questions(for agent: String) -> [(String, Question)] {
        let id = Agent.ID(rawValue: agent)
        let own: [(String, Question)] = [
            ("poll for an agent", { cases in try await cases.poll(for: id) }),
            (
                "claim and complete",
                { cases in try await cases.complete(try await cases.claim(agent)) }
            ),
        ]
        return own + questionsOfAnybody
    }

    private static let questionsOfAnybody: [(String, Question)] = [
        ("poll", { cases in try await cases.poll(for: nil) }),
        (
            "get",
            { cases in
                let ids = [AgentTask.ID(rawValue: 57)]
                let answer = try await cases.use.status(of: ids, detail: .full, as: cases.caller)
                #expect(answer.found.count == 1)
            }
        ),
        (
            "route",
            { cases in
                let order = RouteOrder(tasks: [AgentTask.ID(rawValue: 57)])
                let routed = try await cases.use.route(order, as: cases.caller)
                #expect(routed.first?.decision?.agent != nil)
            }
        ),
        (
            "list of the completed",
            { cases in
                var query = TaskQuery(project: cases.caller.project.id, limit: 5)
                query.statuses = [.completed]
                let page = try await cases.use.list(query, isDetailed: false)
                #expect(page.reports.count == 5)
            }
        ),
        (
            "metrics",
            { cases in
                let metrics = try await cases.use.metrics(windowMinutes: 60, as: cases.caller)
                #expect(metrics.oldestReadyAgeMs != nil)
            }
        ),
        (
            "health",
            { cases in
                let snapshot = try await cases.use.snapshot(callP95Ms: nil, as: cases.caller)
                #expect(!snapshot.lanes.isEmpty)
            }
        ),
    ]

    private func poll(for agent: Agent.ID?) async throws {
        let query = PollQuery(project: caller.project.id)
        let page = try await use.poll(query, for: agent, after: nil, isDetailed: false)
        #expect(page.reports.count == 10)
    }

    /// Stores a backlog: ten lanes that need `other`, and one for one task in a hundred, and twenty more, that need `mine`.
    fileprivate func fill(_ count: Int) async throws {
        for start in stride(from: 0, to: count, by: 500) {
            time.pass(milliseconds: 50)
            let requests = (start..<min(count, start + 500)).map { number in
                let isMine = number % 100 == 0 || number < 20
                var request = Self.request(needs: [isMine ? "mine" : "other"])
                request.type = isMine ? "mine" : "type-\(number % 10)"
                return request
            }
            _ = try await use.create(requests, as: caller)
        }
    }

    /// Leaves one ready task in ten as it is; the others look as if they had been created for tomorrow.
    ///
    /// The store has to be opened anew, since its writer keeps what is ready in memory.
    fileprivate func scheduleNineInTen() async throws {
        let tomorrow = time.now().wall + 86_400_000
        try await store.write { transaction in
            let connection = try #require(transaction as? SQLTransaction).connection
            try connection.run(
                """
                UPDATE tasks SET ready_key = NULL, order_key = NULL, timer_at = $1
                  WHERE ready_key IS NOT NULL AND id % 10 <> 0
                """,
                [.integer(tomorrow)]
            )
        }
    }

    /// The cost of each call, once what it needs is in memory.
    func measure(_ questions: [(String, Question)]) async throws -> [(String, UseCaseCost)] {
        let idle = try await cost { _ in }
        var costs: [(String, UseCaseCost)] = []
        for (name, question) in questions { costs.append((name, try await cost(question) - idle)) }
        return costs
    }

    private func cost(_ question: Question) async throws -> UseCaseCost {
        for _ in 0..<2 { try await question(self) }
        let rounds = 4
        let before = try await spent()
        for _ in 0..<rounds { try await question(self) }
        let all = try await spent() - before
        return UseCaseCost(steps: all.steps / Double(rounds), pages: all.pages / Double(rounds))
    }

    /// What the writing and the reading connection have spent so far.
    private func spent() async throws -> UseCaseCost {
        let written = try await store.write { try Self.spent(by: ($0 as? SQLTransaction)?.connection) }
        let read = try await store.read { try Self.spent(by: ($0 as? SQLReader)?.connection) }
        return UseCaseCost(steps: written.steps + read.steps, pages: written.pages + read.pages)
    }

    private static func spent(by connection: (any SQLConnection)?) throws -> UseCaseCost {
        let connection = try #require(connection as? SQLiteConnection)
        return UseCaseCost(steps: Double(connection.machineSteps), pages: Double(connection.pages.visited))
    }
}
