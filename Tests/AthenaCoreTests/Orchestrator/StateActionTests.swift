import AthenaCore
import AthenaJSON
import AthenaSQLite
import Testing

/// Every stored state, every action, every way to present oneself, on a real store, against the one table.
@Suite("Every action in every state")
struct StateActionTests {
    @Test(
        "does what the table says, or is refused with the right code and leaves no row and no event changed",
        arguments: TaskStatus.allCases,
        Presenter.allCases
    )
    func everyAction(status: TaskStatus, presenter: Presenter) async throws {
        try await World.run { first in
            var bench = try await ActionBench(first, status, TaskAction.allCases)
            if presenter == .unswept { first.clock.advance(301_000) }
            if presenter == .reopened { try await bench.reopen() }
            first.clock.advance(1_000)
            // The sweep is last: it does not ask which task is meant.
            for action in TaskAction.allCases where action != .expire { try await bench.check(action, presenter) }
            try await bench.check(.expire, presenter)
            if bench.world !== first { await bench.world.store.stop() }
        }
    }
}

/// How an action is asked for.
enum Presenter: String, CaseIterable, Sendable {
    /// With the newest lease, by who was given it.
    case right
    /// With a token that nobody was given.
    case forged
    /// With the token of an earlier lease, which was lost.
    case stale
    /// With the newest token, by somebody else.
    case other
    /// With the newest lease, after it ran out and before the sweep has come.
    case unswept
    /// With the newest lease, after the store was opened by another process.
    case reopened
}

/// One task for each action, all brought into the same state.
struct ActionBench {
    private(set) var world: World
    private let status: TaskStatus
    private var subjects: [TaskAction: Subject] = [:]
    private static let a = Agent.ID(rawValue: "a")

    /// A task with the tokens of a lost lease and of the newest one.
    struct Subject {
        let id: AgentTask.ID
        let type: String
        let stale: LeaseToken
        var newest: LeaseToken
        var child: AgentTask.ID?
    }

    init(_ world: World, _ status: TaskStatus, _ actions: [TaskAction]) async throws {
        self.world = world
        self.status = status
        for agent in ["a", "b", "c"] { try await world.register(agent, slots: 100) }
        for action in actions {
            let type = "type.\(action)"
            let id = try await world.create {
                $0.type = type
                $0.externalRef = type
            }
            let token = try #require(try await world.claim("a") { $0.types = [type] }).lease.token
            subjects[action] = Subject(id: id, type: type, stale: token, newest: token)
        }
        world.clock.advance(301_000)
        #expect(try await world.use.sweep().expired == actions.count, "every first lease is lost")
        for action in actions { try await prepare(action) }
    }

    mutating func reopen() async throws { world = try await world.reopened() }

    /// Brings a task into the state, under its second lease.
    private mutating func prepare(_ action: TaskAction) async throws {
        guard var subject = subjects[action] else { return }
        defer { subjects[action] = subject }
        if status == .assigned {
            subject.newest = try await world.use.assign(subject.id, to: Self.a, as: world.caller).token
            return
        }
        let brief = try #require(try await world.claim("a") { $0.types = [subject.type] })
        subject.newest = brief.lease.token
        switch status {
        case .running, .assigned: break
        case .blocked:
            subject.child = try await world.create {
                $0.parent = .id(subject.id)
                $0.type = "child.\(action)"
            }
            _ = try await world.use.release(subject.newest, as: world.caller)
        case .pending: _ = try await world.use.release(subject.newest, as: world.caller)
        case .waiting: _ = try await world.use.ask(subject.newest, question: "how?", as: world.caller)
        case .completed: try await world.complete(brief)
        case .failed: try await world.fail(brief, retry: false)
        case .cancelled: try await world.cancel(subject.id)
        }
    }

    /// Does the action and compares what came of it with the table.
    func check(_ action: TaskAction, _ presenter: Presenter) async throws {
        guard let subject = subjects[action] else { return }
        let before = try await snapshot(subject.id)
        #expect(before.task.status == status)
        let name = "\(action) of a \(status) task, \(presenter)"
        let code = await world.code { try await carryOut(action, presenter, on: subject) }
        let after = try await snapshot(subject.id)
        let expected = Self.expectation(action, status, presenter)
        #expect(code == expected.code, "\(name)")
        if expected.isChange {
            let targets = TaskMachine.targets(of: action, from: status)
            #expect(targets.contains(after.task.status) && after != before, "\(name)")
        } else {
            #expect(after == before, "\(name)")
        }
    }

    /// Everything that is stored of a task, and how far the log has come.
    private struct Snapshot: Equatable, Sendable {
        let task: AgentTask
        let attempts: [Attempt]
        let notes: [Note]
        let links: [DependencyLink]
        let head: EventHead
    }

    private func snapshot(_ id: AgentTask.ID) async throws -> Snapshot {
        let project = world.caller.project.id
        let task = try await world.task(id)
        return try await world.store.read { tx in
            Snapshot(
                task: task,
                attempts: try tx.attempts(of: id, limit: 100),
                notes: try tx.notes(of: id, limit: 100),
                links: try tx.dependencies(of: id),
                head: try tx.eventHead(in: project)
            )
        }
    }
}

/// What is done and what must come of it.
extension ActionBench {
    private func carryOut(_ action: TaskAction, _ presenter: Presenter, on subject: Subject) async throws {
        let caller = presenter == .other ? Caller(principal: "other", project: world.caller.project) : world.caller
        switch action {
        case .create:
            try await world.create { $0.externalRef = subject.type }
        case .unblock:
            guard subject.child != nil else { return }
            try await world.complete(try await world.claim("c") { $0.types = ["child.\(action)"] })
        case .claim:
            var request = ClaimRequest(agent: Self.a)
            request.types = [subject.type]
            _ = try await world.use.claim(request, as: caller)
        case .assign: _ = try await world.use.assign(subject.id, to: Agent.ID(rawValue: "b"), as: caller)
        case .start: _ = try await world.use.start(subject.id, by: Self.a, leaseSeconds: nil, as: caller)
        case .answer: _ = try await world.use.answer(subject.id, with: "so", as: caller)
        case .cancel: _ = try await world.use.cancel([subject.id], reason: nil, as: caller)
        case .retry: _ = try await world.use.retry(subject.id, as: caller)
        case .expire: _ = try await world.use.sweep()
        case .heartbeat, .complete, .fail, .release, .ask:
            try await carryOut(action, with: subject.token(for: presenter), as: caller)
        }
    }

    private func carryOut(_ action: TaskAction, with token: LeaseToken, as caller: Caller) async throws {
        switch action {
        case .heartbeat: _ = try await world.use.heartbeat(token, Heartbeat(), as: caller)
        case .complete: _ = try await world.use.complete(token, with: Completion(result: "done"), as: caller)
        case .fail: _ = try await world.use.fail(token, with: FailureReport(error: "it broke"), as: caller)
        case .release: _ = try await world.use.release(token, as: caller)
        default: _ = try await world.use.ask(token, question: "how?", as: caller)
        }
    }

    /// The code of the refusal, and whether anything changes; a repeated call and an empty claim do neither.
    static func expectation(
        _ action: TaskAction,
        _ status: TaskStatus,
        _ presenter: Presenter
    ) -> (code: AthenaErrorCode?, isChange: Bool) {
        let isLegal = !TaskMachine.targets(of: action, from: status).isEmpty
        switch action {
        case .create: return (.invalidArgument, false)
        case .unblock, .claim, .cancel: return (nil, isLegal)
        case .expire: return (nil, isLegal && presenter == .unswept)
        case .assign, .answer, .retry: return (isLegal ? nil : .illegalTransition, isLegal)
        case .start:
            if presenter == .other, status == .running { return (.notPermitted, false) }
            return (isLegal ? nil : .illegalTransition, status == .assigned)
        case .heartbeat, .complete, .fail, .release, .ask: return lease(action, status, presenter)
        }
    }

    private static func lease(
        _ action: TaskAction,
        _ status: TaskStatus,
        _ presenter: Presenter
    ) -> (code: AthenaErrorCode?, isChange: Bool) {
        switch presenter {
        case .forged, .other: return (.leaseInvalid, false)
        case .stale: return (action == .heartbeat ? nil : .leaseLost, false)
        case .right, .unswept, .reopened: break
        }
        switch status {
        case .running: return (nil, true)
        // The reservation's token is nobody's before it is started.
        case .assigned: return (.leaseInvalid, false)
        default:
            let isRepeat = action == .heartbeat || action == endings[status]
            return (isRepeat ? nil : .leaseLost, false)
        }
    }

    /// The action that ended the newest lease of a task in a state.
    private static let endings: [TaskStatus: TaskAction] = [
        .blocked: .release, .pending: .release, .waiting: .ask, .completed: .complete, .failed: .fail,
    ]
}

extension ActionBench.Subject {
    func token(for presenter: Presenter) -> LeaseToken {
        switch presenter {
        case .stale: stale
        case .forged: LeaseToken(task: newest.task, fence: newest.fence, seal: String(stale.seal.reversed()))
        default: newest
        }
    }
}
