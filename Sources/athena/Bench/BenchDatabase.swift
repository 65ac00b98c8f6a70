internal import AthenaCore
internal import AthenaJSON
internal import AthenaSQLite
internal import AthenaServer
internal import Foundation

/// A database of a size, with a fleet, to measure on.
struct BenchDatabase {
    private static let agents = 64
    /// What a task of the benchmark looks like: 500 bytes of content.
    static let request = TaskRequest(content: String(repeating: "athena ", count: 71))

    private let path: String
    private let store: SQLiteStore
    private let use: Orchestrator
    private let caller: Caller
    private let tasks: Int

    /// Makes a database of so many tasks.
    init(folder: String, tasks: Int) async throws {
        self.tasks = tasks
        path = folder + "/athena-bench-" + UUID().uuidString + ".db"
        store = try await SQLiteStore.open(path)
        use = Orchestrator(
            store: store,
            time: ClockSource(),
            secret: Array(repeating: 1, count: 32),
            jitter: { 0 },
            sleep: { try await Task.sleep(for: .milliseconds($0)) }
        )
        caller = Caller(principal: "bench", project: try await use.project(named: Project.defaultName))
        for number in 0..<Self.agents {
            let registration = Registration(agent: Self.agent(number), skills: [], maxConcurrent: 1_000)
            _ = try await use.register(registration, as: caller)
        }
        try await fill(tasks)
    }

    private static func agent(_ number: Int) -> Agent.ID { Agent.ID(rawValue: "agent-\(number)") }

    private func fill(_ count: Int) async throws {
        var left = count
        while left > 0 {
            let batch = Array(repeating: Self.request, count: min(left, TaskLimits.batch))
            _ = try await use.create(batch, as: caller)
            left -= batch.count
        }
    }

    /// Lets so many callers do an operation for so long.
    func measure(_ operation: BenchOperation, callers: Int, seconds: Double) async throws -> JSONObject {
        let before = store.statistics
        let begin = ContinuousClock.now
        let deadline = begin + .seconds(seconds)
        let times = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for number in 0..<callers {
                group.addTask {
                    var hand = BenchHand(start: number + 1, count: tasks)
                    var times: [Int64] = []
                    while ContinuousClock.now < deadline {
                        let start = ContinuousClock.now
                        try await operation.perform(
                            use,
                            as: caller,
                            agent: Self.agent(number % Self.agents),
                            hand: &hand
                        )
                        times.append((ContinuousClock.now - start).microseconds)
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }.sorted()
        }
        let spent = Double((ContinuousClock.now - begin).microseconds) / 1e6
        let work = store.statistics.since(before)
        return [
            "operation": .string(operation.rawValue), "tasks": .integer(Int64(tasks)),
            "callers": .integer(Int64(callers)), "ops_s": .integer(Int64(Double(times.count) / spent)),
            "p50_us": .integer(times.isEmpty ? 0 : times[times.count / 2]),
            "p99_us": .integer(times.isEmpty ? 0 : times[times.count * 99 / 100]),
            "ops_per_commit": .double((work.operationsPerCommit * 10).rounded() / 10),
            "pages_per_commit": .double((work.pagesPerCommit * 10).rounded() / 10),
        ]
    }

    /// What the database and the process weigh.
    func sizes() throws -> JSONObject {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        let bytes = (attributes[.size] as? NSNumber)?.int64Value ?? 0
        return [
            "operation": "size", "tasks": .integer(Int64(tasks)), "database_bytes": .integer(bytes),
            "resident_kib": .integer(Self.residentKiB()),
        ]
    }

    private static func residentKiB() -> Int64 {
        // Only Linux tells this way; elsewhere the figure is 0.
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line.flatMap { Int64($0.filter(\.isNumber)) } ?? 0
    }

    /// Stops the store and removes its files.
    func end() async {
        await store.stop()
        for suffix in ["", "-wal", "-shm", ".lock"] {
            // A file that cannot be removed from the temporary folder hurts nobody.
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
    }
}

extension Duration {
    /// Whole microseconds.
    fileprivate var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
