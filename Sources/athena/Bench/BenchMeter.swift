internal import AthenaJSON

/// Takes figures of operations on an open database.
struct BenchMeter: Sendable {
    private static let wakes = 100
    /// How long everything rests between two wakes.
    private static let rest: Duration = .milliseconds(3)

    let bed: any BenchBed
    let seconds: Double

    /// Lets so many callers do an operation for the time of a measurement.
    func measure(_ operation: BenchOperation, callers: [any BenchCaller]) async throws -> BenchFigure {
        guard operation != .wake else { return try await measureWake(callers) }
        if operation.takesWork { _ = try await run(.create, callers) }
        let before = try await bed.work()
        let begin = ContinuousClock.now
        let times = try await run(operation, callers)
        let spent = Double(begin.microsecondsSince) / 1e6
        let after = try await bed.work()
        var figure = BenchFigure(times: times, seconds: spent)
        let commits = Double(after.commits - before.commits)
        guard commits > 0 else { return figure }
        figure.operationsPerCommit = Double(after.operations - before.operations) / commits
        if let pages = after.pages, let earlier = before.pages {
            figure.pagesPerCommit = Double(pages - earlier) / commits
        }
        return figure
    }

    /// How long each call took.
    private func run(_ operation: BenchOperation, _ callers: [any BenchCaller]) async throws -> [Int64] {
        let deadline = ContinuousClock.now + .seconds(seconds)
        return try await withThrowingTaskGroup(of: [Int64].self) { group in
            for caller in callers { group.addTask { try await caller.run(operation, until: deadline) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// From a create that is sent to the answered claim of somebody who waited for it.
    private func measureWake(_ callers: [any BenchCaller]) async throws -> BenchFigure {
        guard let creator = callers.first, let worker = callers.last, callers.count > 1 else {
            return BenchFigure(times: [], seconds: 0)
        }
        var times: [Int64] = []
        let begin = ContinuousClock.now
        for _ in 0..<Self.wakes {
            async let woken = worker.run(.await, until: .now)
            try await Task.sleep(for: Self.rest)
            let start = ContinuousClock.now
            _ = try await creator.run(.offer, until: .now)
            _ = try await woken
            times.append(start.microsecondsSince)
            _ = try await worker.run(.settle, until: .now)
        }
        return BenchFigure(times: times, seconds: Double(begin.microsecondsSince) / 1e6)
    }
}

/// What a measurement found.
struct BenchFigure: Sendable {
    let operationsPerSecond: Int64
    /// Microseconds that half of the calls stayed below.
    let median: Int64
    /// Microseconds that 99 of 100 calls stayed below.
    let p99: Int64
    var operationsPerCommit: Double?
    var pagesPerCommit: Double?

    /// Sums up how long each call took, in microseconds.
    init(times: [Int64], seconds: Double) {
        let sorted = times.sorted()
        operationsPerSecond = seconds > 0 ? Int64(Double(sorted.count) / seconds) : 0
        median = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
        p99 = sorted.isEmpty ? 0 : sorted[sorted.count * 99 / 100]
    }

    /// The figures under the names of the table.
    var json: JSONObject {
        var json: JSONObject = [
            "ops_s": .integer(operationsPerSecond), "p50_us": .integer(median), "p99_us": .integer(p99),
        ]
        json["ops_per_commit"] = operationsPerCommit.map { .double(($0 * 10).rounded() / 10) }
        json["pages_per_commit"] = pagesPerCommit.map { .double(($0 * 10).rounded() / 10) }
        return json
    }
}
