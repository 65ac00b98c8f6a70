import AthenaCore
import AthenaSQL
import AthenaSQLite
import Testing

@Suite("Reading and writing whole projects")
struct SQLInterchangeTests {
    private let fixture: SQLFixture

    init() throws { fixture = try SQLFixture() }

    private static func agent(_ name: String, _ project: Project.ID) -> Agent {
        Agent(
            id: Agent.ID(rawValue: name),
            key: 0,
            project: project,
            skills: [HeldSkill(Skill(rawValue: "sql"), source: .learned, evidence: 7)],
            maxConcurrent: 3,
            status: .paused,
            lastSeen: 20,
            registeredAt: 10,
            recentLosses: [11, 12],
            revokedSkills: [Skill(rawValue: "gpu")],
            metadata: "{\"a\":1}"
        )
    }

    @Test("a restored agent has every field, also one that is gone")
    func agents() throws {
        try fixture.tx.restore(KnownAgent(Self.agent("ann", fixture.id)), to: fixture.id)
        try fixture.tx.restore(KnownAgent(Self.agent("bob", fixture.id), deregisteredAt: 30), to: fixture.id)
        let known = try fixture.reader.knownAgents(in: fixture.id, after: nil, limit: 9)
        #expect(known.map(\.deregisteredAt) == [nil, 30])
        let ann = try #require(known.first).agent
        #expect(try fixture.tx.agent(ann.id, in: fixture.id) == ann)
        #expect(ann.skills == Self.agent("ann", fixture.id).skills)
        #expect(ann.revokedSkills.map(\.rawValue) == ["gpu"])
        #expect(ann.status == .paused)
        #expect(ann.recentLosses == [11, 12])
        #expect([ann.registeredAt, ann.lastSeen] == [10, 20])
        #expect(try fixture.reader.agent(Agent.ID(rawValue: "bob"), in: fixture.id) == nil)
        #expect(
            try fixture.reader.knownAgents(in: fixture.id, after: ann.id, limit: 9).map(\.agent.id.rawValue) == ["bob"]
        )
    }

    @Test("notes are numbered, taken once, and read backwards")
    func notes() throws {
        let task = try fixture.create()
        for number: Int64 in [2, 1, 3] {
            let note = NumberedNote(number: number, note: Note(at: number, kind: .note, author: "a", text: "n"))
            #expect(try fixture.tx.add(note, to: task.id))
            #expect(try !fixture.tx.add(note, to: task.id))
        }
        #expect(try fixture.reader.notes(of: task.id, before: .max, limit: 2).map(\.number) == [3, 2])
        #expect(try fixture.reader.notes(of: task.id, before: 2, limit: 2).map(\.number) == [1])
    }

    private static let ends: [(Int64, [Int64])] = [
        (.max, [3, 2]), (3, [2, 1]), (1, []), (-1, []),
    ]

    @Test(
        "attempts are read backwards from any fence",
        arguments: ends
    )
    func attempts(before fence: Int64, expected: [Int64]) throws {
        try fixture.register("ann")
        let task = try fixture.create()
        for fence: Int64 in 1...3 {
            try fixture.tx.record(
                Attempt(
                    task: task.id,
                    fence: fence,
                    agent: Agent.ID(rawValue: "ann"),
                    grantedAt: 1,
                    startedAt: 1,
                    endedAt: 2,
                    outcome: .released
                ),
                in: task.project
            )
        }
        #expect(try fixture.reader.attempts(of: task.id, before: fence, limit: 2).map(\.fence) == expected)
    }

    @Test("records of performance come by name, the fleet's first")
    func performances() throws {
        try fixture.register("bob")
        try fixture.register("ann")
        let record = PerformanceRecord().recording(success: true, durationMs: 5, at: 9)
        for name in ["bob", nil, "ann"] {
            for scope in [PerformanceScope.overall, .type("build")] {
                try fixture.tx.save(record, of: name.map { Agent.ID(rawValue: $0) }, scope: scope, in: fixture.id)
            }
        }
        let all = try fixture.tx.knownPerformances(in: fixture.id, after: nil, limit: 9)
        #expect(all.map { $0.place.agent?.rawValue } == [nil, nil, "ann", "ann", "bob", "bob"])
        #expect(all.allSatisfy { $0.record == record })
        for (place, known) in all.enumerated() {
            let rest = try fixture.tx.knownPerformances(in: fixture.id, after: known.place, limit: 9)
            #expect(rest == Array(all[(place + 1)...]))
        }
    }
}
