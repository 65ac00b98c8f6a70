import AthenaCore
import AthenaJSON

/// Agents as step machines whose steps a seed interleaves, under a clock that only the simulation moves.
///
/// An agent may work slower than its lease, die in the middle and come back as if nothing had happened, or fail.
struct FleetSimulation {
    let world: World
    var dice: Dice
    private var workers: [Worker] = []
    private var fences: [AgentTask.ID: Int64] = [:]
    private(set) var completed: [AgentTask.ID: Int] = [:]

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
        for number in 0..<agents {
            try await world.register("w\(number)", slots: 3)
            workers.append(Worker(name: "w\(number)"))
        }
        var ids: [AgentTask.ID] = []
        for _ in 0..<tasks {
            let dependency = ids.isEmpty || dice.roll(3) > 0 ? nil : ids[dice.roll(ids.count)]
            ids.append(
                try await world.create {
                    $0.dependencies = dependency.map { [.id($0)] } ?? []
                    $0.dependencyPolicy = .ignore
                    $0.maxAttempts = 100
                }
            )
        }
        for _ in 0..<20_000 where completed.count < tasks { try await step() }
        guard completed.count == tasks else {
            throw Violation(description: "only \(completed.count) of \(tasks) tasks were completed: something is stuck")
        }
    }

    private mutating func step() async throws {
        guard dice.roll(4) > 0 else {
            world.clock.advance(Int64(dice.roll(40_000)))
            _ = try await world.use.sweep()
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

    private mutating func note(_ brief: Brief) throws {
        let id = brief.lease.task.id
        guard brief.lease.token.fence == (fences[id] ?? 0) + 1 else {
            throw Violation(
                description: "\(id) was granted under fence \(brief.lease.token.fence) after \(fences[id] ?? 0)"
            )
        }
        fences[id] = brief.lease.token.fence
        guard completed[id] == nil else { throw Violation(description: "\(id) was granted after its completion") }
    }

    private mutating func work(_ place: Int, on brief: Brief) async throws {
        let id = brief.lease.task.id
        let world = world
        switch dice.roll(10) {
        case 0: workers[place].isAsleepFor = dice.roll(60)
        case 1: workers[place].brief = nil
        case 2:
            _ = await world.code { _ = try await world.fail(brief) }
            workers[place].brief = nil
        case 3, 4: _ = try await world.use.heartbeat(brief.lease.token, Heartbeat(), as: world.caller)
        default:
            let code = await world.code { _ = try await world.complete(brief, result: workers[place].name) }
            workers[place].brief = nil
            if code == nil { try noteCompletion(of: id, under: brief.lease.token.fence) }
        }
    }

    private mutating func noteCompletion(of id: AgentTask.ID, under fence: Int64) throws {
        completed[id, default: 0] += 1
        guard completed[id] == 1 else { throw Violation(description: "\(id) was completed twice") }
        guard fences[id] == fence else {
            throw Violation(description: "\(id) was completed under fence \(fence), but \(fences[id] ?? 0) was granted")
        }
    }
}
