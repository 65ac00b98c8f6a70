import AthenaCore
import AthenaSQL
import AthenaSQLite
import Testing

/// What statements cost is counted in steps of SQLite's virtual machine, which are the same on every machine.
@Suite("The cost of a statement")
struct SQLCostTests {
    /// Tasks that an agent cannot serve beside a few that it can, over many lanes.
    private static func crowded(_ count: Int, lanes: Int) throws -> SQLFixture {
        let fixture = try SQLFixture()
        try fixture.register("a1", ["mine"])
        try fixture.connection.run("BEGIN")
        for number in 0..<count {
            if number % 100 == 0 { fixture.pass(50) }
            try fixture.create(needs: number % 100 == 0 ? ["mine"] : ["other.\(number % lanes)"])
            if number % 1_000 == 0 { try fixture.writer.flush() }
        }
        try fixture.writer.flush()
        try fixture.connection.run("COMMIT")
        return fixture
    }

    /// Machine steps of an action, once everything it needs is in memory.
    private static func steps(_ fixture: SQLFixture, _ action: () throws -> Bool) throws -> Int64 {
        let wasRight = try action()
        let before = fixture.connection.machineSteps
        #expect(try action() && wasRight)
        return fixture.connection.machineSteps - before
    }

    /// What must cost the same however many tasks there are.
    struct Question: Sendable, CustomTestStringConvertible {
        let name: String
        /// The most steps, for a crowd in 200 lanes.
        let most: Int64
        let ask: @Sendable (SQLFixture) throws -> Bool

        var testDescription: String { name }
    }

    static let questions = [
        Question(name: "claim and release", most: 1_000) { fixture in
            let task = try #require(try fixture.first(["mine"]))
            let running = try #require(try fixture.tx.apply(fixture.grant("a1"), to: task))
            return try fixture.tx.apply(fixture.requeue(running), to: running) != nil
        },
        Question(name: "nothing to claim", most: 10) { fixture in
            try fixture.first(["none"]) == nil
        },
        Question(name: "poll", most: 30_000) { fixture in
            try fixture.reader.poll(PollQuery(project: fixture.id)).count == 10
        },
        Question(name: "poll for skills", most: 30_000) { fixture in
            var query = PollQuery(project: fixture.id)
            query.skills = [Skill(rawValue: "mine")]
            return try fixture.reader.poll(query).count == 10
        },
        Question(name: "tally", most: 200) { fixture in
            let earlier = try fixture.reader.tally(in: fixture.id, before: fixture.now.wall)
            return try fixture.reader.tally(in: fixture.id)[.ready] > earlier[.claims]
        },
        Question(name: "oldest ready", most: 60_000) { fixture in
            try fixture.reader.oldestReady(in: fixture.id, at: fixture.now.wall) != nil
        },
        Question(name: "ready lanes", most: 60_000) { fixture in
            try fixture.reader.readyLanes(in: fixture.id, limit: 5, bound: 5).count == 5
        },
        Question(name: "needing attention", most: 200) { fixture in
            try fixture.reader.needingAttention(in: fixture.id, limit: 10).isEmpty
        },
        Question(name: "late tasks", most: 100) { fixture in
            try fixture.reader.tasksDue(before: .max, in: fixture.id, limit: 10).isEmpty
        },
        Question(name: "sweep", most: 300) { fixture in
            let leases = try fixture.tx.expiredLeases(at: .max, limit: 10)
            let timers = try fixture.tx.dueTimers(at: .max, limit: 10)
            let cascades = try fixture.tx.cascadesLeft(limit: 10)
            return try leases + timers + cascades == []
                && fixture.tx.nextDue() == NextDue(leaseAt: nil, timerAt: nil)
        },
    ]

    @Test("does not grow from 1,000 to 50,000 tasks")
    func isFlat() throws {
        let small = try Self.crowded(1_000, lanes: 200)
        let large = try Self.crowded(50_000, lanes: 200)
        for question in Self.questions {
            let few = try Self.steps(small) { try question.ask(small) }
            let many = try Self.steps(large) { try question.ask(large) }
            print("steps at 1,000 and 50,000 tasks: \(question.name) \(few) \(many)")
            #expect(many <= question.most, "\(question.name)")
            #expect(Double(many) <= Double(few) * 1.5 + 50, "\(question.name)")
        }
    }

    @Test("of a list of a small project does not grow with the tasks of others")
    func smallProject() throws {
        func costs(beside count: Int) throws -> [Int64] {
            let fixture = try Self.crowded(count, lanes: 10)
            let small = try fixture.tx.ensureProject(named: "small").id
            let id = try fixture.tx.insert(fixture.newTask(timerAt: .max, in: small)).id
            for _ in 0..<count { try fixture.create() }
            try fixture.writer.flush()
            var poll = PollQuery(project: small)
            poll.readyOnly = false
            var paged = TaskQuery(project: small)
            paged.after = (0, id.rawValue + 1)
            return try [
                Self.steps(fixture) { try fixture.reader.poll(poll).map(\.id) == [id] },
                Self.steps(fixture) { try fixture.reader.list(TaskQuery(project: small)).map(\.id) == [id] },
                Self.steps(fixture) { try fixture.reader.list(paged).map(\.id) == [id] },
                Self.steps(fixture) { try fixture.reader.list(TaskQuery(project: small, sort: .updated)).count == 1 },
                Self.steps(fixture) { try fixture.reader.count(TaskQuery(project: small), bound: 10) == 1 },
                Self.steps(fixture) {
                    try fixture.reader.groups(TaskQuery(project: small), by: .type, bound: 10).count == 1
                },
            ]
        }
        let few = try costs(beside: 1_000)
        let many = try costs(beside: 8_000)
        print("steps of lists of one task beside 2,000 and 16,000: \(few) \(many)")
        for (small, large) in zip(few, many) { #expect(large <= small + 3_000) }
        #expect(many.allSatisfy { $0 < 5_000 })
    }

    @Test("of a claim does not grow with 2,000 lanes that the agent serves")
    func servesManyLanes() throws {
        let fixture = try Self.crowded(8_000, lanes: 2_000)
        let skills = ["mine"] + (0..<2_000).map { "other.\($0)" }
        let steps = try Self.steps(fixture) {
            let task = try #require(try fixture.first(skills))
            let running = try #require(try fixture.tx.apply(fixture.grant("a1"), to: task))
            return try fixture.tx.apply(fixture.requeue(running), to: running) != nil
        }
        #expect(steps < 1_000)
        let polled = try Self.steps(fixture) {
            var query = PollQuery(project: fixture.id)
            query.skills = skills.map(Skill.init(rawValue:))
            return try fixture.reader.poll(query).count == 10
        }
        print("steps with 2,000 lanes: claim \(steps), poll \(polled)")
        #expect(polled < 250_000)
    }

    @Test("of a task on disk is at most 1,250 bytes, its events included")
    func bytesPerTask() throws {
        let fixture = try SQLFixture()
        try fixture.register("agent-1")
        let count = 3_000
        for number in 0..<count {
            fixture.pass(7)
            var new = fixture.newTask("Review the change number \(number)", type: "code.review")
            new.body.content = String(repeating: "x", count: 500)
            new.body.createdBy = "local"
            let task = try fixture.tx.insert(new)
            try fixture.appendCreated(task)
            if number % 3 == 0 { try fixture.claimAndComplete(task) }
            if number % 8 == 0 { try fixture.writer.flush() }
        }
        try fixture.writer.flush()
        let bytes =
            try fixture.connection.first(
                "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
            ) { Double($0.integer(0)) } ?? 0
        let each = bytes / Double(count)
        print("bytes per task: \(each)")
        #expect(each <= 1_250)
    }
}

extension SQLFixture {
    /// The event of a creation, with what such an event says.
    func appendCreated(_ task: AgentTask) throws {
        var facts = EventFacts()
        facts.taskID = task.id
        facts.taskType = task.type
        facts.taskStatus = task.status
        facts.priority = task.priority
        let event = NewEvent(.taskCreated, actor: "local", subject: task.id.description, facts: facts)
        try tx.append(event, to: id, at: now)
    }

    /// A claim and a completion with everything that is written then.
    fileprivate func claimAndComplete(_ task: AgentTask) throws {
        let agent = Agent.ID(rawValue: "agent-1")
        let running = try #require(try tx.apply(grant("agent-1"), to: task))
        var facts = EventFacts()
        facts.taskID = task.id
        facts.taskType = task.type
        facts.taskStatus = .running
        facts.assignedTo = agent
        facts.attempt = 1
        facts.fence = 1
        facts.startedAt = now.wall
        let claimed = NewEvent(.taskClaimed, actor: agent.rawValue, subject: task.id.description, facts: facts)
        try tx.append(claimed, to: id, at: now)
        var attempt = Attempt(
            task: task.id,
            fence: 1,
            agent: agent,
            grantedAt: now.wall,
            startedAt: now.wall,
            endedAt: now.wall + 5,
            outcome: .completed
        )
        attempt.result = #"{"summary":"done, nothing to report","files":3}"#
        attempt.metrics = #"{"duration_ms":1000}"#
        try tx.record(attempt, in: task.project)
        _ = try tx.apply(end(.completed, running), to: running)
        facts.taskStatus = .completed
        facts.completedAt = now.wall + 5
        facts.executionDurationMs = 5
        facts.success = true
        facts.resultRef = "sha256:" + EventChain.digest(of: "result")
        let completed = NewEvent(.taskCompleted, actor: agent.rawValue, subject: task.id.description, facts: facts)
        try tx.append(completed, to: id, at: now)
    }
}
