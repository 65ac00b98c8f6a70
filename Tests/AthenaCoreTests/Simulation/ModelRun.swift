import AthenaCore
import AthenaJSON
import AthenaSQLite
import AthenaTestKit

/// One random sequence of operations, done to the real queue and to the model side by side.
struct ModelRun {
    /// The present one; a restart puts another in its place.
    private(set) var world: World
    var dice: Dice
    var model = QueueModel()
    var leases: [(task: Int, token: LeaseToken)] = []

    struct Disagreement: Error, CustomStringConvertible { let description: String }

    init(world: World, seed: UInt64) {
        self.world = world
        dice = Dice(seed: seed)
    }

    var now: Int64 { world.clock.now().wall }

    mutating func run(steps: Int) async throws {
        let first = world
        do {
            for agent in 0..<3 { try await world.register("agent\(agent)", ["skill\(agent)"], slots: 1_000) }
            for step in 0..<steps {
                let name = try await act()
                try await compare("step \(step), \(name)")
            }
        } catch {
            if world !== first { await world.store.stop() }
            throw error
        }
        if world !== first { await world.store.stop() }
    }

    private mutating func act() async throws -> String {
        switch dice.roll(21) {
        case 0, 1, 2: try await create()
        case 3, 4, 5: try await claim()
        case 6: try await assign()
        case 7: try await start()
        case 8, 9: try await useLease("complete")
        case 10: try await useLease("fail")
        case 11: try await useLease(dice.roll(2) == 0 ? "release" : "heartbeat")
        case 12: try await useLease("ask")
        case 13, 14: try await answer()
        case 15: try await cancel()
        case 16, 17: try await retry()
        case 18: try await tie()
        case 19: dice.roll(4) == 0 ? try await restart() : try await passTime()
        default: try await passTime()
        }
    }

    private mutating func passTime() async throws -> String {
        let span = Int64([1, 1_000, 31_000, 70_000, 320_000][dice.roll(5)])
        world.clock.advance(span)
        guard dice.roll(3) > 0 else { return "pass \(span) ms unswept" }
        _ = try await world.use.sweep()
        model.sweep(at: now)
        return "pass \(span) ms"
    }

    /// Another process opens the file; its steady clock begins anew.
    private mutating func restart() async throws -> String {
        world.clock.reboot()
        world = try await world.reopened()
        model.restart(at: now)
        return "restart"
    }

    /// Throws unless what a call was refused with is what the model says.
    func expect(_ expected: AthenaErrorCode?, of what: String, _ body: () async throws -> Void) async throws {
        let code = await world.code(body)
        guard code == expected else {
            throw Disagreement(
                description: "\(what) gave \(String(describing: code)), not \(String(describing: expected))"
            )
        }
    }

    private func compare(_ place: String) async throws {
        guard !model.tasks.isEmpty else { return }
        let ids = model.tasks.indices.map(Self.id)
        let found = try await world.use.status(of: ids, detail: .concise, as: world.caller).found
        for (entry, report) in zip(model.tasks, found) {
            let task = report.task
            let timer = entry.status.isLeased || entry.status == .waiting ? nil : entry.timerAt
            let isSame =
                task.status == entry.status && task.fence == entry.fence && task.failures == entry.failures
                && (task.unmet == entry.waitsFor.count || entry.status.isTerminal) && task.timerAt == timer
                && task.isReady == (entry.status == .pending && entry.timerAt == nil)
                && task.leaseUntil.map { $0 - world.clock.now().steady } == entry.leaseUntil.map { $0 - now }
            guard isSame else { throw Disagreement(description: "\(place): \(task); the model says \(entry)") }
            try await compareResult(of: task, with: entry.result, place)
        }
    }

    /// The result of a completed task is the one that was accepted, for ever.
    private func compareResult(of task: AgentTask, with result: String?, _ place: String) async throws {
        guard task.status == .completed else { return }
        let attempt = try await world.store.read { tx in try tx.attempt(of: task.id, fence: task.fence) }
        guard attempt?.result == result.map({ JSON.string($0).text }) else {
            throw Disagreement(description: "\(place): the result of \(task.id) is \(attempt?.result ?? "gone")")
        }
    }

    static func id(_ index: Int) -> AgentTask.ID { AgentTask.ID(rawValue: Int64(index) + 1) }

    static func agent(_ owner: Int) -> Agent.ID { Agent.ID(rawValue: "agent\(owner)") }
}
