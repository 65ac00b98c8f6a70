import AthenaCore
import AthenaJSON
import Testing

@Suite("Waiting claims and work that becomes theirs")
struct WaitingClaimTests {
    @Test("a full agent gets what is ready once it has finished something")
    func slot() async throws {
        try await World.run { world in
            try await world.register("a", slots: 1)
            try await world.create()
            let next = try await world.create()
            let held = try await world.claim("a")
            let got = try await world.whileWaiting("a") { try await world.complete(held) }
            #expect(got == next)
        }
    }

    @Test("an agent gets what is ready once it is taught the skill for it")
    func skill() async throws {
        try await World.run { world in
            try await world.register("a")
            let sql = Skill(rawValue: "sql")
            let id = try await world.create { $0.requirements = [sql] }
            let agent = Agent.ID(rawValue: "a")
            let got = try await world.whileWaiting("a") {
                _ = try await world.use.setSkill(sql, of: agent, isHeld: true, as: world.caller)
            }
            #expect(got == id)
        }
    }

    @Test("an agent gets what is ready once it may hold more")
    func capacity() async throws {
        try await World.run { world in
            try await world.register("a", slots: 1)
            try await world.create()
            let next = try await world.create()
            _ = try await world.claim("a")
            #expect(try await world.whileWaiting("a") { try await world.register("a", slots: 2) } == next)
        }
    }

    @Test("an agent gets what is ready once it is active again")
    func status() async throws {
        try await World.run { world in
            try await world.register("a")
            let agent = Agent.ID(rawValue: "a")
            let got = try await world.whileWaiting("a") {
                _ = try await world.use.setStatus(.paused, of: agent, as: world.caller)
                try await world.create()
                _ = try await world.use.setStatus(.active, of: agent, as: world.caller)
            }
            #expect(got == AgentTask.ID(rawValue: 1))
        }
    }

    @Test("an agent that was kept from its failed task gets it when the time has come")
    func avoided() async throws {
        try await World.run { world in
            try await world.register("a")
            try await world.register("b")
            let id = try await world.create { $0.retryDelayMs = 0 }
            try await world.fail(try await world.claim("a"))
            world.clock.advance(45_000)
            let got = try await world.whileWaiting("a") {
                #expect(try await world.use.sweep().next.timerAt == world.clock.now().wall + 15_000)
                world.clock.advance(15_000)
                _ = try await world.use.sweep()
            }
            #expect(got == id)
        }
    }

    @Test("an agent gets another's answered task when that one's minute is over")
    func preferred() async throws {
        try await World.run { world in
            try await world.register("a")
            try await world.register("b")
            let id = try await world.create()
            let brief = try #require(try await world.claim("a"))
            _ = try await world.use.ask(brief.lease.token, question: "which?", as: world.caller)
            _ = try await world.use.answer(id, with: "this", as: world.caller)
            world.clock.advance(30_000)
            let got = try await world.whileWaiting("b") {
                world.clock.advance(29_999)
                _ = try await world.use.sweep()
                #expect(try await world.task(id).isReady)
                world.clock.advance(1)
                _ = try await world.use.sweep()
            }
            #expect(got == id)
        }
    }

    @Test("a repeated claim takes the place of the one that waits, in front of those that came later")
    func takenOver() async throws {
        try await World.run { world in
            try await world.register("first")
            try await world.register("second")
            let once = Once(operation: "claim_task", key: "k", digest: "d")
            try await withThrowingTaskGroup(of: (String, AgentTask.ID?).self) { group in
                group.addTask { ("gone", try await world.waitingClaim("first", once: once)) }
                await world.untilWaiting(1)
                group.addTask { ("second", try await world.waitingClaim("second")) }
                await world.untilWaiting(2)
                group.addTask { ("first", try await world.waitingClaim("first", once: once)) }
                let gone = try #require(try await group.next())
                #expect(gone.0 == "gone" && gone.1 == nil)
                await world.untilWaiting(2)
                let one = try await world.create()
                let served = try #require(try await group.next())
                #expect(served.0 == "first" && served.1 == one)
                let two = try await world.create()
                let last = try #require(try await group.next())
                #expect(last.0 == "second" && last.1 == two)
            }
        }
    }

    @Test("other arguments under the key of a claim that waits are refused")
    func otherArguments() async throws {
        try await World.run { world in
            try await world.register("a")
            let once = Once(operation: "claim_task", key: "k", digest: "d")
            let other = Once(operation: "claim_task", key: "k", digest: "other")
            async let waiting = world.waitingClaim("a", once: once)
            await world.untilWaiting(1)
            #expect(await world.code { _ = try await world.waitingClaim("a", once: other) } == .idempotencyMismatch)
            let id = try await world.create()
            #expect(try await waiting == id)
        }
    }
}

extension World {
    /// The task that a claim with 45 seconds of patience gets.
    func waitingClaim(_ name: String, once: Once? = nil) async throws -> AgentTask.ID? {
        var request = ClaimRequest(agent: Agent.ID(rawValue: name))
        request.waitMs = 45_000
        return try await use.claim(request, once: once, as: caller).briefs.first?.lease.task.id
    }

    /// The task that a waiting claim has got once `body` has run; nil when it had none by then.
    func whileWaiting(_ name: String, _ body: () async throws -> Void) async throws -> AgentTask.ID? {
        async let waiting = waitingClaim(name)
        await untilWaiting(1)
        try await body()
        let served = waitingClaims == 0
        clock.advance(45_000)
        let id = try await waiting
        return served ? id : nil
    }

    private var waitingClaims: Int { use.waitingClaims }
}
