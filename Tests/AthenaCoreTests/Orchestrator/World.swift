import AthenaCore
import AthenaJSON
import AthenaSQLite
import Foundation
import Synchronization

/// A store in a temporary folder, the use cases on it, and a clock that only a test moves.
final class World: Sendable {
    let store: SQLiteStore
    let clock: ManualTime
    let use: Orchestrator
    let caller: Caller
    private let folder: String

    convenience init(jitter: Double = 0) async throws {
        try await self.init(folder: try Self.makeFolder(), clock: ManualTime(), jitter: jitter)
    }

    private init(folder: String, clock: ManualTime, jitter: Double) async throws {
        self.folder = folder
        self.clock = clock
        store = try await SQLiteStore.open(folder + "/athena.db")
        use = Orchestrator(
            store: store,
            time: clock,
            secret: Array(repeating: 1, count: 32),
            jitter: { jitter },
            sleep: { try await clock.sleep($0) }
        )
        caller = Caller(principal: "local", project: try await use.project(named: "default"))
    }

    /// Runs a test and ends the world after it.
    static func run(_ body: (World) async throws -> Void) async throws {
        let world = try await World()
        do {
            try await body(world)
        } catch {
            await world.end()
            throw error
        }
        await world.end()
    }

    /// The same database opened anew by a process that knows nothing else; this world is over.
    func reopened() async throws -> World {
        await store.stop()
        let world = try await World(folder: folder, clock: clock, jitter: 0)
        try await world.use.recover()
        return world
    }

    func end() async {
        await store.stop()
        // What is left of a temporary folder hurts nobody.
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func makeFolder() throws -> String {
        let folder = NSTemporaryDirectory() + "athena-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }
}

/// A clock that stands still until it is moved.
final class ManualTime: TimeSource {
    private struct State {
        var moment = Moment(1_700_000_000_000)
        var sleepers: [(until: Int64, id: Int, wake: CheckedContinuation<Void, Never>)] = []
        var nextID = 0
        var cancelled: Set<Int> = []
    }

    private let state = Mutex(State())

    func now() -> Moment { state.withLock { $0.moment } }

    /// How many sleep now.
    var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    /// Moves both readings and wakes whoever slept long enough.
    func advance(_ milliseconds: Int64) {
        let awake = state.withLock { state in
            state.moment = Moment(wall: state.moment.wall + milliseconds, steady: state.moment.steady + milliseconds)
            let now = state.moment.steady
            let awake = state.sleepers.filter { $0.until <= now }
            state.sleepers.removeAll { $0.until <= now }
            return awake
        }
        for sleeper in awake { sleeper.wake.resume() }
    }

    /// Moves what people read, as a change of the system's clock does.
    func jump(_ milliseconds: Int64) {
        state.withLock { $0.moment = Moment(wall: $0.moment.wall + milliseconds, steady: $0.moment.steady) }
    }

    /// Lets the steady reading begin anew, as after a start of the machine; nobody may sleep now.
    func reboot() {
        state.withLock { $0.moment = Moment(wall: $0.moment.wall, steady: 1_000) }
    }

    func sleep(_ milliseconds: Int64) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    guard !state.cancelled.contains(id), milliseconds > 0 else { return true }
                    state.sleepers.append((state.moment.steady + milliseconds, id, continuation))
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                state.cancelled.insert(id)
                defer { state.sleepers.removeAll { $0.id == id } }
                return state.sleepers.first { $0.id == id }
            }
            sleeper?.wake.resume()
        }
        try Task.checkCancellation()
    }
}

extension World {
    func register(_ name: String, _ skills: [String] = [], slots: Int = 5) async throws {
        _ = try await use.register(
            Registration(
                agent: Agent.ID(rawValue: name),
                skills: skills.map(Skill.init(rawValue:)),
                maxConcurrent: slots
            ),
            as: caller
        )
    }

    @discardableResult
    func create(_ content: String = "work", _ fill: (inout TaskRequest) -> Void = { _ in }) async throws -> AgentTask.ID
    {
        var request = TaskRequest(content: content)
        fill(&request)
        return try await use.create([request], as: caller)[0].id
    }

    /// The first lease a claim gets.
    func claim(_ name: String, _ fill: (inout ClaimRequest) -> Void = { _ in }) async throws -> Brief? {
        var request = ClaimRequest(agent: Agent.ID(rawValue: name))
        fill(&request)
        return try await use.claim(request, as: caller).briefs.first
    }

    func task(_ id: AgentTask.ID) async throws -> AgentTask { try await use.task(id, as: caller) }

    @discardableResult
    func complete(_ brief: Brief?, result: String = "done") async throws -> CompletionAnswer {
        guard let brief else { throw AthenaError.invalid("nothing was claimed") }
        return try await use.complete(brief.lease.token, with: Completion(result: .string(result)), as: caller)
    }

    @discardableResult
    func fail(_ brief: Brief?, kind: FailureKind = .toolError, retry: Bool = true) async throws -> FailureAnswer {
        guard let brief else { throw AthenaError.invalid("nothing was claimed") }
        var report = FailureReport(error: "it broke")
        report.kind = kind
        report.shouldRetry = retry
        return try await use.fail(brief.lease.token, with: report, as: caller)
    }

    /// Reserves a new task for an agent and lets the reservation run out.
    @discardableResult
    func loseReservation(of name: String) async throws -> AgentTask.ID {
        let id = try await create()
        _ = try await use.assign(id, to: Agent.ID(rawValue: name), as: caller)
        clock.advance(301_000)
        _ = try await use.sweep()
        return id
    }

    /// The code of the error that `body` throws, or nil.
    func code(_ body: () async throws -> Void) async -> AthenaErrorCode? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? AthenaError)?.code
        }
    }
}
