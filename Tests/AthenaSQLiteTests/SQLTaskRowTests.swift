import AthenaCore
import AthenaSQL
import Testing

@Suite("A stored task")
struct SQLTaskRowTests {
    private let fixture: SQLFixture

    init() throws {
        fixture = try SQLFixture()
        try fixture.register("a1")
        try fixture.register("a2")
    }

    private func full() throws -> NewTask {
        let goal = try fixture.tx.add(NewGoal(GoalRequest(title: "goal"), in: fixture.id, at: 5))
        var task = fixture.newTask("Tïtle \u{1F680}", type: "build.ci", needs: ["swift", "sql"], priority: .low)
        task.dependents = 3
        task.maxAttempts = 7
        task.retryDelayMs = 1_500
        task.dependencyPolicy = .ignore
        task.leaseSeconds = 61
        task.deadline = 99
        task.estimatedMs = 1_234
        task.parent = AgentTask.ID(rawValue: 77)
        task.goal = goal.id
        task.body = TaskBody(
            content: "line\n'; DROP TABLE tasks; --",
            labels: ["b", "a b", "ü\"[]"],
            metadata: #"{"k":1}"#,
            externalRef: "ref-1",
            createdBy: "local/a1",
            trace: "00-aa-bb-01",
            importedResult: "[1]"
        )
        return task
    }

    @Test("reads back with every field as it was given")
    func keepsFields() throws {
        let new = try full()
        let stored = try fixture.tx.insert(new)
        let read = try #require(try fixture.reader.task(stored.id, in: fixture.id))
        #expect(read == stored)
        #expect(read.requirements.map(\.rawValue) == ["sql", "swift"])
        #expect((read.title, read.type, read.priority) == (new.title, "build.ci", .low))
        #expect((read.dependents, read.maxAttempts, read.leaseSeconds) == (3, 7, 61))
        #expect((read.retryDelayMs, read.dependencyPolicy) == (1_500, .ignore))
        #expect((read.deadline, read.estimatedMs) == (99, 1_234))
        #expect((read.parent?.rawValue, read.goal) == (77, new.goal))
        #expect(read.isReady && read.orderKey == Priority.low.orderKey(readyAt: fixture.now.wall))
        #expect(try fixture.reader.body(of: stored.id) == new.body)
        #expect(try fixture.reader.task(externalRef: "ref-1", in: fixture.id) == stored.id)
    }

    @Test("is as the change says, after each kind of change")
    func followsChanges() throws {
        var task = try fixture.tx.insert(try full())
        for change in try changes() {
            fixture.pass(1_000)
            let changed = try #require(try fixture.tx.apply(change(task), to: task))
            #expect(try fixture.reader.task(task.id, in: fixture.id) == changed, "\(change(task))")
            task = changed
        }
        #expect(task.status == .failed)
        #expect(task.fence == 3)
    }

    /// A life with every kind of change in it.
    private func changes() throws -> [(AgentTask) -> TaskChange] {
        let fixture = fixture
        return [
            { _ in fixture.grant("a1", holder: nil) },
            { _ in .start(holder: "p", leaseUntil: 5, leasePeriodMs: 6, at: fixture.now.wall) },
            { _ in .renew(leaseUntil: 50, leasePeriodMs: 60, progress: 40, at: fixture.now.wall) },
            { _ in .count(dependents: 9, unmet: 2) },
            { task in
                var settlement = TaskChange.Settlement(
                    Placement.of(unmet: 0, timerAt: nil, priority: .low, orderKey: task.orderKey, now: fixture.now),
                    of: task,
                    at: fixture.now.wall
                )
                settlement.failures = 2
                settlement.avoids = AgentTask.Affinity(agent: Agent.ID(rawValue: "a1"), until: 123)
                settlement.prefers = AgentTask.Affinity(agent: Agent.ID(rawValue: "a2"), until: 456)
                return .settle(settlement)
            },
            { _ in
                var edit = TaskEdit()
                edit.title = "other"
                edit.priority = .critical
                edit.requirements = [Skill(rawValue: "rust")]
                edit.type = "other.type"
                edit.deadline = .some(nil)
                edit.estimatedMs = 8
                edit.goal = .some(nil)
                edit.parent = .some(nil)
                edit.maxAttempts = 9
                edit.leaseSeconds = 10
                return .edit(edit, at: fixture.now.wall)
            },
            { task in
                .place(
                    Placement.of(unmet: 1, timerAt: 7, priority: .low, orderKey: task.orderKey, now: fixture.now),
                    unmet: 1,
                    at: fixture.now.wall
                )
            },
            { task in
                .place(
                    Placement.of(unmet: 0, timerAt: nil, priority: .low, orderKey: task.orderKey, now: fixture.now),
                    unmet: 0,
                    at: fixture.now.wall
                )
            },
            { _ in fixture.grant("a2") },
            { task in .settle(TaskChange.Settlement(.waiting, of: task, at: fixture.now.wall)) },
            { task in fixture.requeue(task) },
            { _ in fixture.grant("a1") },
            { task in fixture.end(.failed, task) },
        ]
    }

    @Test("of another project is not there")
    func staysInItsProject() throws {
        let task = try fixture.create()
        let other = try fixture.tx.ensureProject(named: "other")
        #expect(try fixture.reader.task(task.id, in: other.id) == nil)
        #expect(try fixture.tx.ensureProject(named: "other") == other)
        #expect(try fixture.reader.projects().map(\.name) == ["default", "other"])
    }

    @Test("keeps its attempts and notes, newest first")
    func keepsHistory() throws {
        let task = try fixture.create()
        for fence in 1...3 as ClosedRange<Int64> {
            var attempt = Attempt(
                task: task.id,
                fence: fence,
                agent: Agent.ID(rawValue: "a1"),
                grantedAt: fence,
                startedAt: fence == 2 ? nil : fence,
                endedAt: fence + 9,
                outcome: .failed
            )
            attempt.progress = 12
            attempt.error = "no ü"
            attempt.kind = .rateLimited
            attempt.result = #"{"a":1}"#
            attempt.metrics = #"{"duration_ms":5}"#
            attempt.answer = "same"
            try fixture.tx.record(attempt, in: task.project)
            #expect(try fixture.reader.attempt(of: task.id, fence: fence) == attempt)
        }
        #expect(try fixture.reader.attempts(of: task.id, limit: 2).map(\.fence) == [3, 2])
        let notes = (1...3).map { Note(at: $0, kind: .question, author: "a1", fence: $0, text: "note \($0)") }
        for note in notes { try fixture.tx.add(note, to: task.id) }
        #expect(try fixture.reader.notes(of: task.id, limit: 2) == [notes[2], notes[1]])
    }

    @Test("has a body that can be replaced, labels included")
    func replacesBody() throws {
        let stored = try fixture.tx.insert(try full())
        var body = try #require(try fixture.reader.body(of: stored.id))
        body.content = "new"
        body.labels = ["a b", "c"]
        try fixture.tx.replaceBody(of: stored.id, in: fixture.id, with: body)
        #expect(try fixture.reader.body(of: stored.id) == body)
        var query = TaskQuery(project: fixture.id)
        query.label = "b"
        #expect(try fixture.reader.list(query).isEmpty)
        query.label = "c"
        #expect(try fixture.reader.list(query).map(\.id) == [stored.id])
    }

    @Test("cannot take the reference of another task")
    func refusesTakenReference() throws {
        var task = fixture.newTask()
        task.body.externalRef = "one"
        _ = try fixture.tx.insert(task)
        let error = #expect(throws: SQLError.self) { try fixture.tx.insert(task) }
        #expect(error?.kind == .constraint)
    }
}
