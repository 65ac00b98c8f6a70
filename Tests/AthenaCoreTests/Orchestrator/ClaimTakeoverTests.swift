import AthenaCore
import Testing

@Suite("A waiting claim that is repeated")
struct ClaimTakeoverTests {
    private func waiting(_ agent: String) -> ClaimRequest {
        var request = ClaimRequest(agent: Agent.ID(rawValue: agent))
        request.waitMs = 45_000
        return request
    }

    private let once = Once(operation: "claim_task", key: "k", digest: "d")

    @Test("keeps its place before those who came later, and ends the wait before it")
    func keepsItsPlace() async throws {
        try await World.run { world in
            try await world.register("first")
            try await world.register("second")
            let lost = Task { try await world.use.claim(waiting("first"), once: once, as: world.caller) }
            await world.untilWaiting(1)
            let second = Task { try await world.use.claim(waiting("second"), as: world.caller) }
            await world.untilWaiting(2)
            let again = Task { try await world.use.claim(waiting("first"), once: once, as: world.caller) }
            #expect(try await lost.value.briefs.isEmpty)
            await world.untilWaiting(2)
            let one = try await world.create()
            #expect(try await again.value.briefs.map(\.lease.task.id) == [one])
            let two = try await world.create()
            #expect(try await second.value.briefs.map(\.lease.task.id) == [two])
        }
    }

    @Test("is refused with other arguments while the first still waits", arguments: [0, 45_000])
    func otherArguments(waitMs: Int64) async throws {
        try await World.run { world in
            try await world.register("a")
            let first = Task { try await world.use.claim(waiting("a"), once: once, as: world.caller) }
            await world.untilWaiting(1)
            var request = waiting("a")
            request.waitMs = waitMs
            let other = Once(operation: "claim_task", key: "k", digest: "other")
            let code = await world.code { _ = try await world.use.claim(request, once: other, as: world.caller) }
            #expect(code == .idempotencyMismatch)
            let id = try await world.create()
            #expect(try await first.value.briefs.map(\.lease.task.id) == [id])
        }
    }
}
