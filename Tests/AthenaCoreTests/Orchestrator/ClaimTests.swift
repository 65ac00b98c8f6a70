import AthenaCore
import AthenaJSON
import Testing

@Suite("Claims")
struct ClaimTests {
    @Test("an agent gets only what it has all the skills for, best first")
    func skillsAndOrder() async throws {
        try await World.run { world in
            try await world.register("a", ["swift", "sql"])
            let gpu = try await world.create { $0.requirements = [Skill(rawValue: "gpu")] }
            let low = try await world.create { $0.priority = .low }
            let both = try await world.create {
                $0.requirements = [Skill(rawValue: "sql"), Skill(rawValue: "swift")]
                $0.priority = .high
            }
            let critical = try await world.create { $0.priority = .critical }
            var order: [AgentTask.ID] = []
            while let brief = try await world.claim("a") { order.append(brief.lease.task.id) }
            #expect(order == [critical, both, low])
            #expect(try await world.task(gpu).status == .pending)
        }
    }

    @Test("a filter by type finds its task behind any number of others")
    func types() async throws {
        try await World.run { world in
            try await world.register("a")
            let others = Array(repeating: TaskRequest(content: "code"), count: 100)
            _ = try await world.use.create(others, as: world.caller)
            let docs = try await world.create { $0.type = "docs" }
            #expect(try await world.claim("a") { $0.types = ["docs"] }?.lease.task.id == docs)
            #expect(try await world.claim("a") { $0.types = ["docs"] } == nil)
        }
    }

    @Test("an agent at its capacity gets nothing and is told why")
    func capacity() async throws {
        try await World.run { world in
            try await world.register("a", slots: 2)
            for _ in 0..<3 { try await world.create() }
            var request = ClaimRequest(agent: Agent.ID(rawValue: "a"))
            request.max = 20
            #expect(try await world.use.claim(request, as: world.caller).briefs.count == 2)
            let more = try await world.use.claim(request, as: world.caller)
            #expect(more.briefs.isEmpty && more.reason?.contains("2 of 2") == true)
        }
    }

    @Test("who is not registered is told to register")
    func unregistered() async throws {
        try await World.run { world in
            #expect(await world.code { _ = try await world.claim("nobody") } == .agentUnknown)
        }
    }

    @Test("a keyed claim answers the same lease again, and lease_lost once it has ended")
    func keyed() async throws {
        try await World.run { world in
            try await world.register("a")
            for _ in 0..<3 { try await world.create() }
            let once = Once(operation: "claim_task", key: "k", digest: "d")
            let request = ClaimRequest(agent: Agent.ID(rawValue: "a"))
            let first = try await world.use.claim(request, once: once, as: world.caller)
            let again = try await world.use.claim(request, once: once, as: world.caller)
            #expect(first.briefs.map(\.lease.token) == again.briefs.map(\.lease.token))
            try await world.complete(first.briefs.first)
            let late = await world.code { _ = try await world.use.claim(request, once: once, as: world.caller) }
            #expect(late == .leaseLost)
            let other = Once(operation: "claim_task", key: "k", digest: "other")
            let mismatch = await world.code { _ = try await world.use.claim(request, once: other, as: world.caller) }
            #expect(mismatch == .idempotencyMismatch)
        }
    }

    @Test("a waiting claim is served by the commit that makes work ready, in order of arrival")
    func waiting() async throws {
        try await World.run { world in
            try await world.register("first")
            try await world.register("second")
            try await withThrowingTaskGroup(of: (String, AgentTask.ID?).self) { group in
                for name in ["first", "second"] {
                    group.addTask { (name, try await world.claim(name) { $0.waitMs = 45_000 }?.lease.task.id) }
                    await world.untilWaiting(name == "first" ? 1 : 2)
                }
                let one = try await world.create()
                let two = try await world.create()
                var got: [String: AgentTask.ID?] = [:]
                for try await (name, id) in group { got[name] = id }
                #expect(got == ["first": one, "second": two])
            }
        }
    }

    @Test("a wait that ends without work is a result, not an error")
    func waitEnds() async throws {
        try await World.run { world in
            try await world.register("a")
            async let answer = world.use.claim(Self.waiting(5_000), as: world.caller)
            await world.untilWaiting(1)
            world.clock.advance(5_000)
            let empty = try await answer
            #expect(empty.briefs.isEmpty && empty.reason != nil)
            let id = try await world.create()
            #expect(try await world.task(id).status == .pending)
        }
    }

    @Test("a waiter that has gone gets no lease")
    func cancelledWaiter() async throws {
        try await World.run { world in
            try await world.register("a")
            let waiting = Task { try await world.use.claim(Self.waiting(45_000), as: world.caller) }
            await world.untilWaiting(1)
            waiting.cancel()
            #expect(try await waiting.value.briefs.isEmpty)
            let id = try await world.create()
            #expect(try await world.task(id).fence == 0)
        }
    }

    @Test("what is assigned to the caller comes first and keeps its fence")
    func assignedFirst() async throws {
        try await World.run { world in
            try await world.register("a")
            let id = try await world.create { $0.priority = .low }
            try await world.create { $0.priority = .critical }
            _ = try await world.use.assign(id, to: Agent.ID(rawValue: "a"), as: world.caller)
            let brief = try #require(try await world.claim("a"))
            #expect(brief.lease.task.id == id && brief.lease.token.fence == 1)
        }
    }

    @Test("an agent that lost its context gets its leases again")
    func resume() async throws {
        try await World.run { world in
            try await world.register("a")
            try await world.create()
            let brief = try #require(try await world.claim("a"))
            let resumed = try await world.use.resume(Agent.ID(rawValue: "a"), as: world.caller)
            #expect(resumed.briefs.map(\.lease.token) == [brief.lease.token])
        }
    }

    private static func waiting(_ milliseconds: Int64) -> ClaimRequest {
        var request = ClaimRequest(agent: Agent.ID(rawValue: "a"))
        request.waitMs = milliseconds
        return request
    }
}

extension World {
    /// Returns once so many claims wait.
    func untilWaiting(_ count: Int) async {
        while use.waitingClaims < count || clock.sleeperCount < count { await Task.yield() }
    }
}
