import AthenaCore
import AthenaSQLite
import AthenaTestKit
import Testing

/// Pages of the log are counted rather than time taken, so that the figures are the same on every machine.
///
/// 16 callers keep a writer busy with batches of about 8: while one half is being committed, the other comes back.
@Suite("The pages of a commit")
struct CommitPagesTests {
    private static let agents = (1...16).map { "agent-\($0)" }
    private static let rounds = 20

    @Test("are at most 12 on average for 8 creates of 500 bytes by 16 callers")
    func creates() async throws {
        let half = try await Self.pagesOfCreates(batch: 8)
        let whole = try await Self.pagesOfCreates(batch: 16)
        print("pages of a commit: 8 creates \(half), 16 creates \(whole)")
        #expect(half <= 12)
    }

    @Test("are at most 15 on average for 4 claims and 4 completions by 16 callers")
    func cycles() async throws {
        let half = try await Self.pagesOfCycles(batch: 8)
        let whole = try await Self.pagesOfCycles(batch: 16)
        print("pages of a commit: 4 claims and 4 completions \(half), 8 and 8 \(whole)")
        #expect(half <= 15)
    }

    private static func pagesOfCreates(batch: Int) async throws -> Double {
        try await inSteadyState(batch: batch) { cases in
            try await cases.pages(rounds: rounds, batch: batch) { _ in
                Array(repeating: { _ = try await cases.create() }, count: agents.count)
            }
        }
    }

    private static func pagesOfCycles(batch: Int) async throws -> Double {
        try await inSteadyState(batch: batch) { cases in
            let leases = Journal<Lease>()
            for agent in agents.prefix(8) { leases.add(try await cases.claim(agent)) }
            return try await cases.pages(rounds: rounds, batch: batch) { round in
                // Those who complete in this round claim in the next.
                let claiming = round.isMultiple(of: 2) ? agents.suffix(8) : agents.prefix(8)
                var calls: [UseCases.Call] = []
                for (agent, lease) in zip(claiming, leases.entries.suffix(8)) {
                    calls.append { leases.add(try await cases.claim(agent)) }
                    calls.append { try await cases.complete(lease) }
                }
                return calls
            }
        }
    }

    /// A queue that has been at work: every agent has a record, and more is ready than is claimed.
    private static func inSteadyState(
        batch: Int,
        _ body: (UseCases) async throws -> Double
    ) async throws -> Double {
        // The first place of a batch is taken by what holds the writer.
        try await UseCases.with({ options in
            options.durability = .normal
            options.batchTime = .seconds(3_600)
            options.batchLimit = batch + 1
        }) { cases in
            try await cases.register(agents, ["swift"])
            for _ in 0..<4 {
                _ = try await cases.use.create(
                    Array(repeating: UseCases.request(needs: ["swift"]), count: 500),
                    as: cases.caller
                )
            }
            for agent in agents {
                cases.time.pass(milliseconds: 20)
                try await cases.complete(try await cases.claim(agent))
            }
            return try await body(cases)
        }
    }
}

extension UseCases {
    fileprivate typealias Call = @Sendable () async throws -> Void

    fileprivate func create() async throws -> [AgentTask.ID] {
        try await use.create([Self.request(needs: ["swift"])], as: caller).map(\.id)
    }

    /// Runs rounds of calls that all wait when the writer is let go, and counts the pages of a commit.
    fileprivate func pages(
        rounds: Int,
        batch: Int,
        _ calls: (_ round: Int) async throws -> [Call]
    ) async throws -> Double {
        let before = store.statistics
        var expected = 0
        for round in 0..<rounds {
            time.pass(milliseconds: 20)
            let waiting = try await calls(round)
            expected += (waiting.count + batch - 1) / batch
            let gate = Gate()
            async let opener: Void = store.write { _ in gate.hold() }
            await gate.untilReached()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (place, call) in waiting.enumerated() {
                    group.addTask { try await call() }
                    await subject.untilWaiting(place + 1)
                }
                gate.open()
                try await group.waitForAll()
            }
            try await opener
        }
        let done = store.statistics.since(before)
        #expect(done.commits == expected, "each batch was a commit of its own")
        return done.pagesPerCommit
    }
}
