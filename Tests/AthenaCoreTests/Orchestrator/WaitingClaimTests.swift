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
}

extension World {
    /// The task that a claim with 45 seconds of patience gets.
    func waitingClaim(_ name: String) async throws -> AgentTask.ID? {
        var request = ClaimRequest(agent: Agent.ID(rawValue: name))
        request.waitMs = 45_000
        return try await use.claim(request, as: caller).briefs.first?.lease.task.id
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
