import AthenaCore
import AthenaJSON
import AthenaSQL
import AthenaSQLite
import AthenaTestKit
import Testing

@Suite("The event log")
struct SQLEventTests {
    private let fixture: SQLFixture

    init() throws { fixture = try SQLFixture() }

    private func verdict() throws -> EventAudit.Verdict {
        try EventAudit.verify(fixture.project, over: fixture.reader)
    }

    private func fill(_ count: Int = 20) throws {
        for number in 1...count {
            fixture.pass(10)
            try fixture.append(.taskFailed, about: Int64(number)) { facts in
                facts.success = false
                facts.taskStatus = .failed
                facts.assignedTo = Agent.ID(rawValue: "a\(number % 3)")
                facts.errorMessage = "error \(number)"
            }
        }
    }

    @Test("gives back every fact exactly, so that the canonical form is the same")
    func roundTrips() throws {
        var facts = EventFacts()
        facts.taskID = AgentTask.ID(rawValue: 12)
        facts.taskType = "build"
        facts.taskStatus = .failed
        facts.priority = .critical
        facts.assignedTo = Agent.ID(rawValue: "never registered")
        facts.requirements = ["a", "b"].map(Skill.init(rawValue:))
        facts.dependencies = [1, 22].map(AgentTask.ID.init(rawValue:))
        facts.attempt = 3
        facts.fence = 4
        facts.retryCount = 5
        facts.startedAt = 6
        facts.completedAt = 7
        facts.estimatedDurationMs = 8
        facts.executionDurationMs = 9
        facts.success = false
        facts.errorMessage = "ü \u{1F680}"
        facts.resultRef = "sha256:ab"
        var empty = EventFacts()
        empty.requirements = []
        empty.dependencies = []
        empty.success = true
        let events = [
            NewEvent(
                .taskFailed,
                actor: "a1",
                subject: "t12",
                data: ["z": 1, "a": [1.5, "x", .null, true], "d": 1e300],
                facts: facts
            ),
            NewEvent(.taskClaimed, actor: "", subject: "t99", facts: facts),
            NewEvent(.goalCreated, actor: "local", subject: "g1"),
            NewEvent(.taskCreated, actor: "ü", subject: "t1", data: [:], facts: empty),
        ]
        for event in events { try fixture.tx.append(event, to: fixture.id, at: fixture.now) }
        let read = try fixture.reader.events(EventQuery(project: fixture.id))
        #expect(read.map(\.content) == events)
        #expect(read.map(\.sequence) == [1, 2, 3, 4])
        let verdict = try verdict()
        #expect((verdict.checked, verdict.fault?.what) == (4, nil))
        #expect(try verdict.head == fixture.reader.eventHead(in: fixture.id))
    }

    @Test("is gap-free per project, and its time never goes back")
    func keepsOrder() throws {
        let other = try fixture.tx.ensureProject(named: "other")
        #expect(try fixture.append(.taskCreated) == 1)
        fixture.pass(-60_000)
        #expect(try fixture.append(.taskReady) == 2)
        let event = NewEvent(.taskCreated, actor: "a", subject: "t1")
        #expect(try fixture.tx.append(event, to: other.id, at: fixture.now) == 1)
        fixture.writer.forget()
        #expect(try fixture.append(.taskClaimed) == 3)
        let times = try fixture.reader.events(EventQuery(project: fixture.id)).map(\.at)
        #expect(times == [1_700_000_000_000, 1_700_000_000_000, 1_700_000_000_000])
        #expect(try verdict().fault == nil)
        #expect(try EventAudit.verify(other, over: fixture.reader).checked == 1)
    }

    @Test("cuts error messages to 200 bytes between two characters")
    func cutsErrors() throws {
        let long = String(repeating: "ü", count: 99) + "x" + String(repeating: "\u{1F680}", count: 40)
        try fixture.append(.taskFailed) { $0.errorMessage = long }
        let event = try #require(try fixture.reader.events(EventQuery(project: fixture.id)).first)
        #expect(event.content.facts.errorMessage == String(repeating: "ü", count: 99) + "x")
        #expect(try verdict().fault == nil)
    }

    @Test("stays sound when error messages are blanked")
    func blanksErrors() throws {
        try fill()
        try fixture.tx.blankErrors(of: AgentTask.ID(rawValue: 7), in: fixture.id)
        let messages = try fixture.reader.events(EventQuery(project: fixture.id)).map(\.content.facts.errorMessage)
        #expect(messages.count { $0 == nil } == 1)
        #expect(messages[6] == nil)
        #expect(try verdict().fault == nil)
    }

    /// Ways to tamper with event 10 of 20, and how each is found.
    static let tampering: [(SQLText, Int64, EventAudit.Fault)] = [
        ("UPDATE episodic_events SET actor = 'a2' WHERE id & 1099511627775 = 10", 10, .hash),
        ("UPDATE episodic_events SET at = at + 1 WHERE id & 1099511627775 = 10", 10, .hash),
        ("UPDATE episodic_events SET success = 1 WHERE id & 1099511627775 = 10", 10, .hash),
        ("UPDATE episodic_events SET task_id = 11, subject = 't10' WHERE id & 1099511627775 = 10", 10, .hash),
        ("UPDATE episodic_events SET error_message = 'x' WHERE id & 1099511627775 = 10", 10, .errorMessage),
        (
            "UPDATE episodic_events SET error_digest = 'x', error_message = NULL WHERE id & 1099511627775 = 10", 10,
            .hash
        ),
        ("UPDATE episodic_events SET hash = x'00' WHERE id & 1099511627775 = 10", 10, .hash),
        ("UPDATE episodic_events SET kind = 'nonsense' WHERE id & 1099511627775 = 10", 1, .unreadable),
        ("UPDATE episodic_events SET at = 5 WHERE id & 1099511627775 = 10", 10, .timeWentBack),
        ("DELETE FROM episodic_events WHERE id & 1099511627775 = 10", 10, .gap),
        ("DELETE FROM episodic_events WHERE id & 1099511627775 < 4", 1, .gap),
    ]

    @Test("shows the first event that was tampered with", arguments: tampering)
    func findsTampering(statement: SQLText, sequence: Int64, what: EventAudit.Fault) throws {
        try fill()
        try fixture.connection.run(statement)
        let fault = try verdict().fault
        #expect(fault?.sequence == sequence)
        #expect(fault?.what == what)
    }

    @Test("shows two events that changed places")
    func findsReordering() throws {
        try fill()
        for (from, to) in [(10, 100), (11, 10), (100, 11)] as [(Int64, Int64)] {
            try fixture.connection.run(
                "UPDATE episodic_events SET id = id - $1 + $2 WHERE id & 1099511627775 = $1",
                [.integer(from), .integer(to)]
            )
        }
        #expect(try verdict().fault?.sequence == 10)
    }

    @Test("shows one flipped bit of a hash, wherever it is", arguments: [0, 100, 255])
    func findsFlippedBit(bit: Int) throws {
        try fill()
        var hash = try #require(try fixture.reader.events(EventQuery(project: fixture.id)).dropFirst(5).first).hash
        hash[bit / 8] ^= 1 << UInt8(bit % 8)
        try fixture.connection.run(
            "UPDATE episodic_events SET hash = $1 WHERE id & 1099511627775 = 6",
            [.blob(hash)]
        )
        #expect(try verdict().fault?.sequence == 6)
    }

    @Test("is filtered by place, kind, task and agent")
    func filters() throws {
        try fill()
        fixture.pass(1)
        try fixture.tx.append(NewEvent(.agentRegistered, actor: "x", subject: "a1"), to: fixture.id, at: fixture.now)
        func places(_ edit: (inout EventQuery) -> Void) throws -> [Int64] {
            var query = EventQuery(project: fixture.id)
            edit(&query)
            return try fixture.reader.events(query).map(\.sequence)
        }
        #expect(try places { $0.after = 18 } == [19, 20, 21])
        #expect(try places { $0.task = AgentTask.ID(rawValue: 4) } == [4])
        #expect(try places { $0.agent = Agent.ID(rawValue: "a1") } == [1, 4, 7, 10, 13, 16, 19])
        #expect(try places { $0.kinds = [.agentRegistered, .goalCreated] } == [21])
        #expect(
            try places {
                $0.kinds = [.agentRegistered, .taskFailed]; $0.after = 19
            } == [20, 21]
        )
        #expect(try places { $0.kinds = [] } == [])
        #expect(
            try places {
                $0.isNewestFirst = true; $0.limit = 2
            } == [21, 20]
        )
    }

    @Test("is searched by agent across the blocks of its index, in both directions, page by page")
    func findsByAgent() throws {
        var random = Dice(seed: 3)
        var expected: [Int64] = []
        for _ in 0..<700 {
            let isEnd = Int.random(in: 0..<5, using: &random) == 0
            let agent = "a\(Int.random(in: 0..<3, using: &random))"
            let sequence = try fixture.append(isEnd ? .taskCompleted : .taskClaimed) { facts in
                facts.assignedTo = Agent.ID(rawValue: agent)
                facts.success = isEnd ? true : nil
            }
            if isEnd, agent == "a1" { expected.append(sequence) }
        }
        var query = EventQuery(project: fixture.id, limit: 7)
        query.agent = Agent.ID(rawValue: "a1")
        var found: [Int64] = []
        while true {
            let page = try fixture.reader.events(query).map(\.sequence)
            found += page
            guard let last = page.last else { break }
            query.after = last
        }
        #expect(found == expected)
        #expect(expected.count > 20)
        query.after = 300
        query.isNewestFirst = true
        #expect(
            try fixture.reader.events(query).map(\.sequence)
                == expected.reversed().filter { $0 > 300 }.prefix(7).map { $0 }
        )
    }

    @Test("gives up its beginning, with the texts of the tasks that ended there, and stays verifiable")
    func prunes() throws {
        try fixture.register("a1")
        let kept = try fixture.create("open")
        try fixture.append(.taskCreated, about: kept.id.rawValue)
        let ended = try endedTask()
        let wall = fixture.now.wall + 1
        fixture.pass(1_000)
        let late = try endedTask()
        #expect(try fixture.tx.prune(before: wall, in: fixture.id, limit: 2) == Pruned(blanked: [ended], events: 2))
        #expect(try fixture.tx.prune(before: wall, in: fixture.id, limit: 2) == Pruned(blanked: [], events: 1))
        #expect(try fixture.tx.prune(before: wall, in: fixture.id, limit: 2) == Pruned(blanked: [], events: 0))
        #expect(try fixture.reader.body(of: ended)?.content == "")
        #expect(try fixture.reader.task(ended, in: fixture.id)?.title == AgentTask.prunedTitle)
        #expect(try fixture.reader.task(late, in: fixture.id)?.title == "ended")
        #expect(try fixture.reader.attempts(of: ended, limit: 5).map(\.result) == [nil])
        #expect(try fixture.reader.notes(of: ended, limit: 5).isEmpty)
        #expect(try fixture.reader.body(of: late)?.content != "")
        #expect(try fixture.reader.body(of: kept.id)?.content != "")
        #expect(try fixture.reader.eventAnchor(in: fixture.id).sequence == 3)
        #expect(try verdict().checked == 2)
        #expect(try verdict().fault == nil)
        #expect(try fixture.tx.prune(before: .max, in: fixture.id, limit: 9).events == 2)
        fixture.writer.forget()
        #expect(try fixture.append(.taskReady) == 6)
        #expect(try verdict().checked == 1)
        #expect(try verdict().fault == nil)
    }

    private func endedTask() throws -> AgentTask.ID {
        let task = try fixture.create("ended", needs: ["x"])
        let running = try #require(try fixture.tx.apply(fixture.grant("a1"), to: task))
        var attempt = Attempt(
            task: task.id,
            fence: 1,
            agent: Agent.ID(rawValue: "a1"),
            grantedAt: 1,
            startedAt: 1,
            endedAt: 2,
            outcome: .completed
        )
        attempt.result = "1"
        try fixture.tx.record(attempt, in: task.project)
        try fixture.tx.add(Note(at: 1, kind: .note, author: "a", text: "n"), to: task.id)
        try fixture.append(.taskCreated, about: task.id.rawValue)
        _ = try fixture.tx.apply(fixture.end(.completed, running), to: running)
        try fixture.append(.taskCompleted, about: task.id.rawValue) { $0.errorMessage = "kept short" }
        return task.id
    }
}
