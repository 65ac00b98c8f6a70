import AthenaCore
import AthenaJSON
import AthenaSQLite
import AthenaTestKit

/// Agents as step machines whose steps a seed interleaves, under a clock that only the simulation moves.
///
/// An agent may work slower than its lease, die in the middle and come back as if nothing had happened, or fail; the
/// server may be replaced by another process at any step. The simulation knows nothing of how the queue decides: it
/// only keeps what it was told and checks the promises against that.
struct FleetSimulation {
    private(set) var world: World
    var dice: Dice
    private var workers: [Worker] = []
    private var fences: [AgentTask.ID: Int64] = [:]
    /// Until when nobody else may get a task, by the grant or the last acknowledged heartbeat.
    private var deadlines: [AgentTask.ID: Int64] = [:]
    /// The results that were accepted.
    private var results: [AgentTask.ID: String] = [:]

    private static let lease: Int64 = 300_000

    private struct Worker {
        let name: String
        var brief: Brief?
        var isAsleepFor = 0
    }

    struct Violation: Error, CustomStringConvertible { let description: String }

    init(world: World, seed: UInt64) {
        self.world = world
        dice = Dice(seed: seed)
    }

    /// Runs until every task has ended; throws the first violation of a guarantee.
    mutating func run(tasks: Int, agents: Int) async throws {
        let first = world
        do {
            try await play(tasks: tasks, agents: agents)
        } catch {
            if world !== first { await world.store.stop() }
            throw error
        }
        if world !== first { await world.store.stop() }
    }

    private mutating func play(tasks: Int, agents: Int) async throws {
        for number in 0..<agents {
            try await world.register("w\(number)", slots: 3)
            workers.append(Worker(name: "w\(number)"))
        }
        var ids: [AgentTask.ID] = []
        for _ in 0..<tasks { ids.append(try await create(after: ids)) }
        for _ in 0..<20_000 where results.count < tasks { try await step() }
        guard results.count == tasks else {
            throw Violation(description: "only \(results.count) of \(tasks) tasks were completed: something is stuck")
        }
        for id in ids { try await compareResult(of: id) }
    }

    /// Stores a task behind another one, or as another one's child where that closes no circle.
    private mutating func create(after ids: [AgentTask.ID]) async throws -> AgentTask.ID {
        let dependency = ids.isEmpty || dice.roll(3) > 0 ? nil : ids[dice.roll(ids.count)]
        let parent = ids.isEmpty || dice.roll(3) > 0 ? nil : ids[dice.roll(ids.count)]
        var request = TaskRequest(content: "work")
        request.dependencies = dependency.map { [.id($0)] } ?? []
        request.dependencyPolicy = .ignore
        request.maxAttempts = 100
        var child = request
        child.parent = parent.map { .id($0) }
        do {
            return try await world.use.create([child], as: world.caller)[0].id
        } catch let error as AthenaError where error.code == .dependencyCycle {
            return try await world.use.create([request], as: world.caller)[0].id
        }
    }

    private mutating func step() async throws {
        if dice.roll(300) == 0 {
            world.clock.reboot()
            world = try await world.reopened()
        }
        guard dice.roll(4) > 0 else {
            world.clock.advance(Int64(dice.roll(40_000)))
            if dice.roll(3) > 0 { _ = try await world.use.sweep() }
            return
        }
        let place = dice.roll(workers.count)
        if workers[place].isAsleepFor > 0 {
            workers[place].isAsleepFor -= 1
        } else if let brief = workers[place].brief {
            try await work(place, on: brief)
        } else if let brief = try await world.claim(workers[place].name) {
            try note(brief)
            workers[place].brief = brief
        }
    }

    private var now: Int64 { world.clock.now().wall }

    private mutating func note(_ brief: Brief) throws {
        let id = brief.lease.task.id
        guard brief.lease.token.fence == (fences[id] ?? 0) + 1 else {
            throw Violation(
                description: "\(id) was granted under fence \(brief.lease.token.fence) after \(fences[id] ?? 0)"
            )
        }
        if let deadline = deadlines[id], now < deadline {
            throw Violation(description: "\(id) was granted again \(deadline - now) ms before its lease had ended")
        }
        guard results[id] == nil else { throw Violation(description: "\(id) was granted after its completion") }
        fences[id] = brief.lease.token.fence
        deadlines[id] = now + Self.lease
    }

    private mutating func work(_ place: Int, on brief: Brief) async throws {
        let id = brief.lease.task.id
        let world = world
        switch dice.roll(10) {
        case 0: workers[place].isAsleepFor = dice.roll(60)
        case 1: workers[place].brief = nil
        case 2:
            let code = await world.code { _ = try await world.fail(brief) }
            if code == nil, fences[id] == brief.lease.token.fence { deadlines[id] = nil }
            workers[place].brief = nil
        case 3, 4:
            let answer = try await world.use.heartbeat(brief.lease.token, Heartbeat(), as: world.caller)
            if answer.stopReason == nil { deadlines[id] = now + Self.lease }
        default:
            let result = "\(workers[place].name) under \(brief.lease.token.fence)"
            let code = await world.code { _ = try await world.complete(brief, result: result) }
            workers[place].brief = nil
            if code == nil { try noteCompletion(of: id, under: brief.lease.token.fence, result) }
        }
    }

    private mutating func noteCompletion(of id: AgentTask.ID, under fence: Int64, _ result: String) throws {
        guard results.updateValue(result, forKey: id) == nil else {
            throw Violation(description: "\(id) was completed twice")
        }
        guard fences[id] == fence else {
            throw Violation(description: "\(id) was completed under fence \(fence), but \(fences[id] ?? 0) was granted")
        }
    }

    private func compareResult(of id: AgentTask.ID) async throws {
        let task = try await world.task(id)
        let attempt = try await world.store.read { tx in try tx.attempt(of: id, fence: task.fence) }
        guard task.status == .completed, attempt?.result == results[id].map({ JSON.string($0).text }) else {
            throw Violation(description: "\(id) is \(task.status) with \(attempt?.result ?? "no result")")
        }
    }
}
