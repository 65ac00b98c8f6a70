import AthenaCore
import AthenaJSON
import Testing

@Suite("A completion that is repeated")
struct CompletionReplayTests {
    private let a = Agent.ID(rawValue: "a")

    private func completion(_ result: JSON, claimsNext: Bool = false, learned: [String] = []) -> Completion {
        var completion = Completion(result: result)
        completion.claimsNext = claimsNext
        completion.learned = learned.map(Skill.init(rawValue:))
        return completion
    }

    @Test("is answered what it was answered at first: what it unblocked and what was learned")
    func sameAnswer() async throws {
        try await World.run { world in
            try await world.register("a")
            let id = try await world.create()
            let next = try await world.create { $0.dependencies = [.id(id)] }
            let token = try #require(try await world.claim("a")).lease.token
            let given = completion("done", learned: ["writing"])
            let first = try await world.use.complete(token, with: given, as: world.caller)
            #expect(first.unblocked == [next] && first.learned == [Skill(rawValue: "writing")])
            #expect(try await world.use.complete(token, with: given, as: world.caller) == first)
        }
    }

    @Test("gets the lease again that it claimed with it, and another one once that has ended")
    func sameNextLease() async throws {
        try await World.run { world in
            try await world.register("a")
            for _ in 0..<3 { try await world.create() }
            let token = try #require(try await world.claim("a")).lease.token
            let given = completion("done", claimsNext: true)
            let first = try await world.use.complete(token, with: given, as: world.caller)
            let again = try await world.use.complete(token, with: given, as: world.caller)
            #expect(first.next?.briefs.count == 1)
            #expect(again.next?.briefs.map(\.lease.token) == first.next?.briefs.map(\.lease.token))
            try await world.complete(first.next?.briefs.first)
            let late = try await world.use.complete(token, with: given, as: world.caller)
            #expect(late.next?.briefs.first?.lease.task.id == AgentTask.ID(rawValue: 3))
        }
    }

    static let results: [(JSON, JSON, Bool)] = [
        (["b": 1, "a": 2], ["a": 2, "b": 1], true), (["a": [["x": 1, "y": 2]]], ["a": [["y": 2, "x": 1]]], true),
        (["a": 1], ["a": 2], false), ([1, 2], [2, 1], false), ("\u{E9}", "e\u{301}", false), (.null, .null, true),
    ]

    @Test("has the same result where it is the same JSON, byte for byte in its texts", arguments: results)
    func comparesResults(first: JSON, second: JSON, isSame: Bool) async throws {
        try await World.run { world in
            try await world.register("a")
            try await world.create()
            let token = try #require(try await world.claim("a")).lease.token
            _ = try await world.use.complete(token, with: completion(first), as: world.caller)
            let code = await world.code {
                _ = try await world.use.complete(token, with: completion(second), as: world.caller)
            }
            #expect(code == (isSame ? nil : .illegalTransition))
        }
    }

    @Test("of any duration keeps the means right")
    func hugeDurations() async throws {
        try await World.run { world in
            try await world.register("a")
            for _ in 0..<2 {
                try await world.create()
                var huge = completion("done")
                huge.metrics = ["duration_ms": .integer(.max)]
                let token = try #require(try await world.claim("a")).lease.token
                _ = try await world.use.complete(token, with: huge, as: world.caller)
            }
            let metrics = try await world.use.metrics(windowMinutes: 60, as: world.caller)
            #expect(metrics.meanRunMs == TaskLimits.longestRunMs)
        }
    }
}
