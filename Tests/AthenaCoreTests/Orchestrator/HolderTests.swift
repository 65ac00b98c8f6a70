import AthenaCore
import AthenaJSON
import AthenaSQLite
import Testing

@Suite("What is known of those who hold leases")
struct HolderTests {
    private let a = Agent.ID(rawValue: "a")

    @Test(
        "what others do to an agent's lease is no sign of life of the agent",
        arguments: ["expire", "cancel", "quarantine"]
    )
    func notSeen(how: String) async throws {
        try await World.run { world in
            try await world.register("a")
            let id = try await world.create()
            _ = try await world.claim("a")
            let seen = try await world.agent("a").lastSeen
            world.clock.advance(301_000)
            switch how {
            case "expire": _ = try await world.use.sweep()
            case "cancel": try await world.cancel(id)
            default: _ = try await world.use.setStatus(.quarantined, of: a, as: world.caller)
            }
            let agent = try await world.agent("a")
            #expect(agent.load == 0 && agent.lastSeen == seen)
        }
    }

    @Test("what an agent does with its lease is a sign of life", arguments: ["complete", "fail", "release", "ask"])
    func seen(how: String) async throws {
        try await World.run { world in
            try await world.register("a")
            try await world.create()
            let brief = try #require(try await world.claim("a"))
            world.clock.advance(200_000)
            switch how {
            case "complete": try await world.complete(brief)
            case "fail": try await world.fail(brief)
            case "release": _ = try await world.use.release(brief.lease.token, as: world.caller)
            default: _ = try await world.use.ask(brief.lease.token, question: "which?", as: world.caller)
            }
            #expect(try await world.agent("a").lastSeen == world.clock.now().wall)
        }
    }

    @Test("a reservation that was never started is no loss, a lease that ran out is one")
    func losses() async throws {
        try await World.run { world in
            try await world.register("a")
            try await world.loseReservation(of: "a")
            #expect(try await world.agent("a").recentLosses.isEmpty)
            _ = try await world.claim("a")
            world.clock.advance(301_000)
            _ = try await world.use.sweep()
            #expect(try await world.agent("a").recentLosses == [world.clock.now().wall])
        }
    }

    @Test("a repeated assignment gets the same answer while it lasts, started or not, and lease_lost afterwards")
    func repeatedAssignment() async throws {
        try await World.run { world in
            try await world.register("a")
            try await world.register("b")
            let id = try await world.create()
            let once = Once(operation: "assign_task", key: "k", digest: "d")
            let first = try await world.use.assign(id, to: a, once: once, as: world.caller)
            world.clock.advance(1_000)
            let again = try await world.use.assign(id, to: a, once: once, as: world.caller)
            #expect(again.token == first.token && again.expiresInMs == 299_000)
            _ = try await world.use.start(id, by: a, leaseSeconds: nil, as: world.caller)
            #expect(try await world.use.assign(id, to: a, once: once, as: world.caller).token == first.token)
            _ = try await world.use.deregister(a, as: world.caller)
            let released = await world.code {
                _ = try await world.use.assign(id, to: a, once: once, as: world.caller)
            }
            #expect(released == .leaseLost)
            #expect(try await world.claim("b")?.lease.task.id == id)
            let taken = await world.code { _ = try await world.use.assign(id, to: a, once: once, as: world.caller) }
            #expect(taken == .leaseLost)
        }
    }

    @Test("a registration changes what it names and nothing else")
    func partialRegistration() async throws {
        try await World.run { world in
            try await world.register("a", ["sql"], slots: 7)
            let registration = Registration(agent: a, metadata: ["host": "h1"])
            let (agent, isNew) = try await world.use.register(registration, as: world.caller)
            #expect(!isNew && agent.maxConcurrent == 7 && agent.skills.map(\.skill.rawValue) == ["sql"])
            let none = Registration(agent: a, skills: [])
            #expect(try await world.use.register(none, as: world.caller).agent.skills.isEmpty)
            let new = Registration(agent: Agent.ID(rawValue: "new"))
            #expect(try await world.use.register(new, as: world.caller).agent.maxConcurrent == 5)
        }
    }

    @Test("a skill that an operator revoked does not come back by the agent's own word")
    func revoked() async throws {
        try await World.run { world in
            try await world.register("a")
            let skill = Skill(rawValue: "z")
            func report() async throws -> [Skill] {
                try await world.create()
                let brief = try #require(try await world.claim("a"))
                var completion = Completion(result: .null)
                completion.learned = [skill]
                return try await world.use.complete(brief.lease.token, with: completion, as: world.caller).learned
            }
            #expect(try await report() == [skill])
            _ = try await world.use.setSkill(skill, of: a, isHeld: false, as: world.caller)
            #expect(try await report().isEmpty)
            #expect(try await world.agent("a").skills.isEmpty)
        }
    }
}

extension World {
    /// An agent as it is stored.
    func agent(_ name: String) async throws -> Agent {
        let project = caller.project.id
        let found = try await store.read { tx in try tx.agent(Agent.ID(rawValue: name), in: project) }
        return try #require(found)
    }
}
