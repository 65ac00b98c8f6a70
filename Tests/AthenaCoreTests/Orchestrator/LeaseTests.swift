import AthenaCore
import AthenaJSON
import Testing

@Suite("Leases")
struct LeaseTests {
    @Test("a claim gives a fence of one, and each new lease the next number")
    func fences() async throws {
        try await World.run { world in
            try await world.register("a")
            let id = try await world.create()
            for fence in 1...3 {
                let brief = try await world.claim("a")
                #expect(brief?.lease.token.fence == Int64(fence))
                _ = try await world.use.release(try #require(brief).lease.token, as: world.caller)
            }
            #expect(try await world.task(id).failures == 0)
        }
    }

    @Test("a lost lease cannot complete its task, and says who has it now")
    func lostLease() async throws {
        try await World.run { world in
            try await world.register("a")
            try await world.register("b")
            let id = try await world.create()
            let first = try #require(try await world.claim("a"))
            world.clock.advance(301_000)
            #expect(try await world.use.sweep().expired == 1)
            let second = try #require(try await world.claim("b"))
            #expect(second.lease.token.fence == 2)
            do {
                try await world.complete(first)
                Issue.record("the lost lease completed the task")
            } catch let error as AthenaError {
                #expect(error.code == .leaseLost)
                #expect(error.details?["holder"]?.stringValue == "b")
            }
            let beat = try await world.use.heartbeat(first.lease.token, Heartbeat(), as: world.caller)
            #expect(beat.stopReason != nil && beat.expiresInMs == 0)
            try await world.complete(second)
            #expect(try await world.task(id).status == .completed)
        }
    }

    @Test("until the sweep has run, the holder of a lease that ran out may still complete")
    func lateButUnswept() async throws {
        try await World.run { world in
            try await world.register("a")
            let id = try await world.create()
            let brief = try await world.claim("a")
            world.clock.advance(900_000)
            try await world.complete(brief)
            #expect(try await world.task(id).status == .completed)
            #expect(try await world.use.sweep().expired == 0)
        }
    }

    @Test("a jump of the system's clock neither ends nor lengthens a lease", arguments: [86_400_000, -86_400_000])
    func clockJump(_ jump: Int64) async throws {
        try await World.run { world in
            try await world.register("a")
            try await world.create()
            let brief = try #require(try await world.claim("a"))
            world.clock.jump(jump)
            #expect(try await world.use.sweep().expired == 0)
            world.clock.advance(299_000)
            #expect(try await world.use.sweep().expired == 0)
            world.clock.advance(2_000)
            #expect(try await world.use.sweep().expired == 1)
            #expect(await world.code { try await world.complete(brief) } == .leaseLost)
        }
    }

    @Test("the same completion again gets the same answer, another result is refused")
    func repeatedCompletion() async throws {
        try await World.run { world in
            try await world.register("a")
            let first = try await world.create()
            let next = try await world.create { $0.dependencies = [.id(first)] }
            let brief = try await world.claim("a")
            let answer = try await world.complete(brief)
            #expect(answer.unblocked == [next])
            #expect(try await world.complete(brief) == answer)
            #expect(await world.code { try await world.complete(brief, result: "other") } == .illegalTransition)
        }
    }

    @Test("a token of another principal is no lease at all")
    func foreignPrincipal() async throws {
        try await World.run { world in
            try await world.register("a")
            try await world.create()
            let brief = try #require(try await world.claim("a"))
            let thief = Caller(principal: "thief", project: world.caller.project)
            let stolen = await world.code {
                _ = try await world.use.complete(brief.lease.token, with: Completion(result: .null), as: thief)
            }
            #expect(stolen == .leaseInvalid)
            let bound = Caller(principal: "local", boundAgent: Agent.ID(rawValue: "b"), project: world.caller.project)
            let other = await world.code { _ = try await world.use.release(brief.lease.token, as: bound) }
            #expect(other == .leaseInvalid)
        }
    }

    @Test("after a restart every lease gets a full period before it can be lost")
    func restart() async throws {
        try await World.run { world in
            try await world.register("a")
            try await world.create { $0.leaseSeconds = 60 }
            let brief = try #require(try await world.claim("a"))
            world.clock.advance(600_000)
            #expect(try await world.use.recover() == 1)
            #expect(try await world.use.sweep().expired == 0)
            world.clock.advance(59_000)
            let beat = try await world.use.heartbeat(brief.lease.token, Heartbeat(), as: world.caller)
            #expect(beat.stopReason == nil && beat.expiresInMs == 60_000)
        }
    }

    @Test("a reservation that is never started is no failure, and a started one is")
    func neverStarted() async throws {
        try await World.run { world in
            try await world.register("a")
            let id = try await world.loseReservation(of: "a")
            #expect(try await world.task(id).failures == 0)
            #expect(try await world.claim("a")?.lease.token.fence == 2)
            world.clock.advance(301_000)
            _ = try await world.use.sweep()
            let task = try await world.task(id)
            #expect(task.failures == 1 && task.status == .pending && task.isReady)
        }
    }
}
