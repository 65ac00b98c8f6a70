import AthenaCore
import AthenaSQL
import AthenaSQLite
import Testing

@Suite("A change to a task")
struct SQLApplyTests {
    private let fixture: SQLFixture

    init() throws {
        fixture = try SQLFixture()
        try fixture.register("a1")
    }

    /// What a caller may have seen that is not so any more.
    enum Stale: CaseIterable {
        case status, fence, holder, noHolder
    }

    private func stale(_ task: AgentTask, _ what: Stale) -> AgentTask {
        var task = task
        switch what {
        case .status: task.status = .assigned
        case .fence: task.fence -= 1
        case .holder: task.holder = "other"
        case .noHolder: task.holder = nil
        }
        return task
    }

    @Test("under a lease does nothing when state, fence or holder differ", arguments: Stale.allCases)
    func refusesStaleLease(what: Stale) throws {
        let task = try fixture.create()
        let running = try #require(try fixture.tx.apply(fixture.grant("a1"), to: task))
        let seen = stale(running, what)
        let changes: [TaskChange] = [
            .start(holder: "local", leaseUntil: 1, leasePeriodMs: 1, at: 1),
            .renew(leaseUntil: 1, leasePeriodMs: 1, progress: 99, at: 1),
            fixture.end(.completed, seen), fixture.requeue(seen), .count(dependents: 5, unmet: 5),
        ]
        let tally = try fixture.tx.tally(in: fixture.id)
        for change in changes {
            #expect(try fixture.tx.apply(change, to: seen) == nil, "\(change)")
            #expect(try fixture.reader.task(task.id, in: fixture.id) == running, "\(change)")
        }
        #expect(try fixture.tx.tally(in: fixture.id) == tally)
        #expect(try fixture.tx.apply(fixture.end(.completed, running), to: running)?.status == .completed)
    }

    @Test("to a pending task does nothing once it has been granted or unready")
    func refusesStalePending() throws {
        let task = try fixture.create()
        let later = Placement.of(
            unmet: 0,
            timerAt: fixture.now.wall + 9,
            priority: .medium,
            orderKey: nil,
            now: fixture.now
        )
        let delayed = try #require(try fixture.tx.apply(.place(later, unmet: 0, at: 1), to: task))
        #expect(try fixture.tx.apply(fixture.grant("a1"), to: task) == nil)
        #expect(try fixture.tx.apply(fixture.grant("a1"), to: delayed)?.fence == 1)
        #expect(try fixture.tx.apply(fixture.grant("a1"), to: delayed) == nil)
        #expect(try fixture.first() == nil)
    }

    @Test("for an agent that never registered is refused")
    func refusesUnknownAgent() throws {
        let task = try fixture.create()
        let error = #expect(throws: AthenaError.self) { try fixture.tx.apply(fixture.grant("nobody"), to: task) }
        #expect(error?.code == .agentUnknown)
    }

    @Test("counts as a write, and so does what is only kept for the end of the batch")
    func countsWrites() throws {
        let task = try fixture.create()
        var agent = try #require(try fixture.tx.agent(Agent.ID(rawValue: "a1"), in: fixture.id))
        agent.load = 1
        let steps: [() throws -> Void] = [
            { _ = try fixture.tx.apply(fixture.grant("a1"), to: task) },
            { try fixture.tx.save(agent) },
            { fixture.tx.add(1, to: .claims, in: fixture.id, at: 1) },
            { fixture.tx.afterCommit {} },
            { fixture.tx.afterRollback {} },
        ]
        for step in steps {
            let before = fixture.writer.writesSoFar
            try step()
            #expect(fixture.writer.writesSoFar > before)
        }
        let before = fixture.writer.writesSoFar
        _ = try fixture.tx.task(task.id, in: fixture.id)
        _ = try fixture.first()
        #expect(fixture.writer.writesSoFar == before)
    }

    @Test("can be undone: after a rollback nothing of it is remembered")
    func forgetsAfterRollback() throws {
        try fixture.create("kept")
        try fixture.writer.flush()
        try fixture.connection.run("BEGIN")
        let task = try fixture.create("undone", type: "new.type", needs: ["new"])
        try fixture.append(.taskCreated, about: task.id.rawValue)
        let undone = SQLFlag()
        let done = SQLFlag()
        fixture.tx.afterRollback { undone.raise() }
        fixture.tx.afterCommit { done.raise() }
        try fixture.connection.run("ROLLBACK")
        fixture.writer.forget()
        #expect(undone.isRaised && !done.isRaised)
        #expect(fixture.writer.takeAfterCommit().isEmpty)
        #expect(fixture.writer.takeProjectsWithEvents().isEmpty)
        #expect(try fixture.tx.tally(in: fixture.id)[.ready] == 1)
        #expect(try fixture.tx.eventHead(in: fixture.id).sequence == 0)
        #expect(try fixture.first(["new"])?.title == "kept")
        #expect(try fixture.create("next", type: "new.type", needs: ["new"]).id == task.id)
        #expect(try fixture.first(["new"], types: ["new.type"])?.title == "next")
    }

    @Test("tells the writer what to do after the commit")
    func keepsAfterCommit() throws {
        let done = SQLFlag()
        let undone = SQLFlag()
        fixture.tx.afterCommit { done.raise() }
        fixture.tx.afterRollback { undone.raise() }
        try fixture.append(.taskCreated)
        #expect(fixture.writer.takeProjectsWithEvents() == [fixture.id])
        for action in fixture.writer.takeAfterCommit() { action() }
        fixture.writer.forget()
        #expect(done.isRaised && !undone.isRaised)
    }

    @Test("says whether something became ready")
    func tellsReadied() throws {
        #expect(!fixture.writer.hasReadied)
        _ = try fixture.tx.insert(fixture.newTask(unmet: 1))
        #expect(!fixture.writer.hasReadied)
        let task = try fixture.create()
        #expect(fixture.writer.hasReadied)
        fixture.writer.hasReadied = false
        let running = try #require(try fixture.tx.apply(fixture.grant("a1"), to: task))
        #expect(!fixture.writer.hasReadied)
        _ = try fixture.tx.apply(fixture.requeue(running), to: running)
        #expect(fixture.writer.hasReadied)
    }
}
