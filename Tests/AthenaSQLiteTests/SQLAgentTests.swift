import AthenaCore
import AthenaSQL
import AthenaSQLite
import Testing

@Suite("A stored agent")
struct SQLAgentTests {
    private let fixture: SQLFixture
    private let a1 = Agent.ID(rawValue: "a1")

    init() throws { fixture = try SQLFixture() }

    @Test("reads back with every field, in the batch and behind it")
    func keepsFields() throws {
        var agent = try fixture.register("a1", ["b", "a"], slots: 7)
        agent.skills.append(HeldSkill(Skill(rawValue: "c"), source: .learned, evidence: 9))
        agent.status = .draining
        agent.maxConcurrent = 8
        agent.load = 3
        agent.lastSeen = 44
        agent.recentLosses = [1, 2]
        agent.metadata = #"{"k":"v"}"#
        try fixture.tx.save(agent)
        #expect(try fixture.tx.agent(a1, in: fixture.id) == agent)
        #expect(try fixture.tx.agents(in: fixture.id, after: nil, limit: 9) == [agent])
        try fixture.writer.flush()
        #expect(try fixture.reader.agent(a1, in: fixture.id) == agent)
        #expect(try fixture.reader.agent(Agent.ID(rawValue: "a2"), in: fixture.id) == nil)
    }

    @Test("is written once a batch, not once a change")
    func writesOnce() throws {
        var agent = try fixture.register("a1")
        try fixture.connection.run("CREATE TABLE writes(n INTEGER)")
        try fixture.connection.run(
            "CREATE TRIGGER count AFTER UPDATE ON agents BEGIN INSERT INTO writes VALUES (1); END"
        )
        for load in 1...50 {
            agent.load = load
            try fixture.tx.save(agent)
        }
        try fixture.writer.flush()
        try fixture.writer.flush()
        let writes = try fixture.connection.first("SELECT COUNT(*) FROM writes") { $0.integer(0) }
        #expect(writes == 1)
        #expect(try fixture.reader.agent(a1, in: fixture.id)?.load == 50)
    }

    @Test("is found by all of the skills it holds")
    func foundBySkills() throws {
        for (name, skills) in [("a1", ["x", "y"]), ("a2", ["y"]), ("a3", ["x", "y", "z"]), ("a4", [])] {
            try fixture.register(name, skills)
        }
        func names(_ skills: [String], limit: Int = 9) throws -> [String] {
            try fixture.reader.agents(in: fixture.id, holdingAll: skills.map(Skill.init(rawValue:)), limit: limit)
                .map(\.id.rawValue)
        }
        #expect(try names(["y"]) == ["a1", "a2", "a3"])
        #expect(try names(["x", "y"]) == ["a1", "a3"])
        #expect(try names(["z", "x", "y"]) == ["a3"])
        #expect(try names(["none", "x"]).isEmpty)
        #expect(try names([], limit: 3) == ["a1", "a2", "a3"])
        let after = try fixture.reader.agents(in: fixture.id, after: Agent.ID(rawValue: "a2"), limit: 1)
        #expect(after.map(\.id.rawValue) == ["a3"])
        let holders = try fixture.reader.skillHolders(in: fixture.id)
        #expect(holders.map(\.skill.rawValue) == ["x", "y", "z"])
        #expect(holders.map(\.holders) == [2, 3, 1])
    }

    @Test("that is deregistered leaves its history, and comes back under its old number")
    func comesBack() throws {
        let first = try fixture.register("a1", ["x"])
        let task = try fixture.create()
        let running = try #require(try fixture.tx.apply(fixture.grant("a1"), to: task))
        try fixture.tx.deregister(first, at: 9)
        #expect(try fixture.tx.agent(a1, in: fixture.id) == nil)
        #expect(try fixture.reader.agents(in: fixture.id, after: nil, limit: 9).isEmpty)
        #expect(try fixture.reader.skillHolders(in: fixture.id).isEmpty)
        #expect(try fixture.reader.task(task.id, in: fixture.id) == running)
        let again = try fixture.register("a1", ["y"])
        #expect(again.key == first.key)
        #expect(try fixture.reader.agent(a1, in: fixture.id)?.skills.map(\.skill.rawValue) == ["y"])
        #expect(try fixture.tx.leases(of: a1, in: fixture.id) == [running])
    }

    @Test("has records of performance, one for each scope")
    func keepsPerformance() throws {
        try fixture.register("a1")
        let scopes: [PerformanceScope] = [.overall, .skill(Skill(rawValue: "x")), .type("build")]
        var records: [PerformanceScope: PerformanceRecord] = [:]
        for (place, scope) in scopes.enumerated() {
            var record = PerformanceRecord()
            for step in 0...place {
                record = record.recording(success: step != 1, durationMs: 1_000, at: Int64(1_000_000 * step))
                try fixture.tx.save(record, of: a1, scope: scope, in: fixture.id)
            }
            records[scope] = record
            #expect(try fixture.tx.performance(of: a1, scope: scope, in: fixture.id) == record)
        }
        try fixture.tx.save(PerformanceRecord(), of: nil, scope: .overall, in: fixture.id)
        try fixture.writer.flush()
        fixture.writer.forget()
        let stored = try fixture.reader.performances(of: a1, in: fixture.id)
        #expect(Dictionary(uniqueKeysWithValues: stored) == records)
        #expect(try fixture.tx.performance(of: nil, scope: .overall, in: fixture.id) == PerformanceRecord())
        #expect(try fixture.tx.performance(of: nil, scope: .type("x"), in: fixture.id) == nil)
    }
}
