import AthenaCore
import AthenaSQLite
import Testing

@Suite("A project that is new")
struct RefusedProjectTests {
    private func newcomer(_ world: World) async throws -> Caller {
        Caller(principal: "local", project: try await world.use.project(named: "new", isMade: false))
    }

    @Test("is not there after a call that was refused, and the others of its commit are")
    func refused() async throws {
        try await World.run { world in
            let caller = try await newcomer(world)
            let request = ClaimRequest(agent: Agent.ID(rawValue: "nobody"))
            async let created = world.create()
            let code = await world.code { _ = try await world.use.claim(request, as: caller) }
            #expect(code == .agentUnknown)
            #expect(try await world.task(created).status == .pending)
            #expect(try await world.use.allProjects().map(\.name) == ["default"])
        }
    }

    @Test("is there with the first thing that was stored in it")
    func stored() async throws {
        try await World.run { world in
            let caller = try await newcomer(world)
            let id = try await world.use.create([TaskRequest(content: "work")], as: caller)[0].id
            let made = try await world.use.project(named: "new", isMade: false)
            #expect(made.isStored)
            let again = Caller(principal: "local", project: made)
            #expect(try await world.use.task(id, as: again).project == made.id)
            _ = try await world.use.create([TaskRequest(content: "more")], as: caller)
            #expect(try await world.use.allProjects().map(\.name) == ["default", "new"])
        }
    }

    @Test("lets a claim wait in it and serves it")
    func waits() async throws {
        try await World.run { world in
            let caller = try await newcomer(world)
            let agent = Agent.ID(rawValue: "a")
            _ = try await world.use.register(Registration(agent: agent, skills: []), as: caller)
            var request = ClaimRequest(agent: agent)
            request.waitMs = 45_000
            let waiting = Task { [request] in try await world.use.claim(request, as: caller) }
            await world.untilWaiting(1)
            let id = try await world.use.create([TaskRequest(content: "work")], as: caller)[0].id
            #expect(try await waiting.value.briefs.map(\.lease.task.id) == [id])
        }
    }
}
