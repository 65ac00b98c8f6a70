import AthenaCore
import Testing

@Suite("A brief")
struct BriefTests {
    @Test("holds the answer of a person however many notes came after it")
    func keepsAnswers() async throws {
        try await World.run { world in
            try await world.register("a")
            let id = try await world.create()
            let asking = try #require(try await world.claim("a")).lease.token
            _ = try await world.use.ask(asking, question: "Which colour?", as: world.caller)
            _ = try await world.use.answer(id, with: "Blue.", as: world.caller)
            let working = try #require(try await world.claim("a")).lease.token
            for number in 0..<60 {
                var beat = Heartbeat()
                beat.note = "step \(number)"
                _ = try await world.use.heartbeat(working, beat, as: world.caller)
            }
            _ = try await world.use.release(working, as: world.caller)
            let brief = try #require(try await world.claim("a"))
            #expect(brief.answers.map(\.text) == ["Which colour?", "Blue."])
        }
    }
}
