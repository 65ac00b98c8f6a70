internal import AthenaCore
internal import AthenaSQLite
internal import AthenaServer
internal import Foundation

/// A database of a size, with a fleet and some history, to measure on.
struct BenchDatabase: Sendable {
    /// What a task of the benchmark looks like: 500 bytes of content.
    static let request = TaskRequest(content: String(String(repeating: "athena ", count: 72).prefix(500)))

    /// How many tasks are scheduled for much later, so that nobody claims them: those that are routed.
    static let later = 200

    private static let secretBytes = 32
    /// Leases that an agent may hold at once; many, because what is only claimed is never ended.
    private static let capacity = 1_000_000

    let path: String
    let tasks: Int

    /// Makes a database of so many tasks, one in three of them done.
    init(path: String, tasks: Int) async throws {
        self.tasks = tasks
        self.path = path
        let (store, use, caller) = try await open()
        for name in (0..<BenchHand.agents).map(BenchHand.agent) + [BenchHand.assignee] {
            let agent = Agent.ID(rawValue: name)
            _ = try await use.register(Registration(agent: agent, skills: [], maxConcurrent: Self.capacity), as: caller)
        }
        try await fill(use, caller)
        await store.stop()
    }

    /// Opens it in this process.
    func open() async throws -> (store: SQLiteStore, use: Orchestrator, caller: Caller) {
        let store = try await SQLiteStore.open(path)
        let use = Orchestrator(
            store: store,
            time: ClockSource(),
            secret: Array(repeating: 1, count: Self.secretBytes),
            jitter: { 0 },
            sleep: { try await Task.sleep(for: .milliseconds($0)) }
        )
        let project = try await use.project(named: Project.defaultName)
        return (store, use, Caller(principal: "bench", project: project))
    }

    private func fill(_ use: Orchestrator, _ caller: Caller) async throws {
        var bar = ProgressBar("Filling", of: tasks)
        defer { bar.finish() }
        var scheduled = Self.request
        scheduled.runAfter = TaskLimits.latestTime
        _ = try await use.create(Array(repeating: scheduled, count: Self.later), as: caller)
        for start in stride(from: 0, to: tasks, by: TaskLimits.batch) {
            let batch = Array(repeating: Self.request, count: min(tasks - start, TaskLimits.batch))
            _ = try await use.create(batch, as: caller)
            bar.move(to: start * 2 / 3)
        }
        let each = tasks / 3 / BenchHand.agents
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<BenchHand.agents {
                group.addTask {
                    var hand = BenchHand(number: number, count: tasks)
                    for _ in 0..<each { try await BenchOperation.cycle.perform(use, as: caller, hand: &hand) }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Its size on the disk with everything moved into the file, in bytes.
    var bytes: Int64 {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.int64Value ?? 0
    }

    /// Removes its files.
    func remove() {
        let folder = Path.folder(of: path)
        let name = path.split(separator: "/").last.map(String.init) ?? path
        // What cannot be removed from the temporary folder hurts nobody.
        for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where file.hasPrefix(name) {
            try? FileManager.default.removeItem(atPath: folder + "/" + file)
        }
    }
}
