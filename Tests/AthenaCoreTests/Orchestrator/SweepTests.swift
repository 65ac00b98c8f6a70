import AthenaCore
import AthenaJSON
import AthenaSQLite
import Testing

@Suite("The sweep of the store")
struct SweepTests {
    @Test("a row that cannot be swept stops no other, is told of once, and keeps the sweep from spinning")
    func badRow() async throws {
        try await World.run { world in
            try await world.register("a")
            let bad = try await world.create()
            let good = try await world.create()
            for id in [bad, good] { #expect(try await world.claim("a")?.lease.task.id == id) }
            try await world.takeAttempt(of: bad, fence: 1)
            world.clock.advance(301_000)
            let report = try await world.use.sweep()
            #expect(report.expired == 1 && report.faults.map(\.task) == [bad])
            #expect(try await world.task(good).isReady)
            #expect(try await world.task(bad).status == .running)
            let now = world.clock.now()
            #expect((report.next.leaseAt ?? 0) >= now.steady + 1_000)
            world.clock.advance(10_000)
            #expect(try await world.use.sweep().faults.isEmpty)
        }
    }

    @Test("a bad row alone is left alone too")
    func badRowAlone() async throws {
        try await World.run { world in
            try await world.register("a")
            let bad = try await world.create()
            _ = try await world.claim("a")
            try await world.takeAttempt(of: bad, fence: 1)
            world.clock.advance(301_000)
            #expect(try await world.use.sweep().faults.map(\.task) == [bad])
            #expect(try await world.use.sweep().expired == 0)
        }
    }

    @Test("a task whose leases are used up is leased no more, and keeps no agent from other work")
    func usedUp() async throws {
        try await World.run { world in
            try await world.register("a")
            var record = ImportedTask(externalRef: "old", request: TaskRequest(content: "old"))
            record.past = NewTask.Past(
                fence: TaskLimits.leases,
                failures: 0,
                progress: 0,
                grantedAt: nil,
                startedAt: nil
            )
            let outcome = try await world.use.importRecords([.task(record)], as: world.caller)
            let old = try #require(outcome.first?.name.flatMap(AgentTask.ID.init(parsing:)))
            let fresh = try await world.create { $0.priority = .low }
            #expect(try await world.claim("a")?.lease.task.id == fresh)
            #expect(try await world.claim("a") == nil)
            let assigned = await world.code {
                _ = try await world.use.assign(old, to: Agent.ID(rawValue: "a"), as: world.caller)
            }
            #expect(assigned == .tooLarge)
        }
    }
}

extension World {
    /// Puts a row where the end of a lease has to put one.
    func takeAttempt(of id: AgentTask.ID, fence: Int64) async throws {
        let wall = clock.now().wall
        let agent = Agent.ID(rawValue: "a")
        let project = caller.project.id
        try await store.write { tx in
            try tx.record(
                Attempt(
                    task: id,
                    fence: fence,
                    agent: agent,
                    grantedAt: wall,
                    startedAt: wall,
                    endedAt: wall,
                    outcome: .released
                ),
                in: project
            )
        }
    }
}
