internal import AthenaJSON

/// A task as an export has it.
struct DemoTask: Sendable {
    let id: String
    let status: String
    let needs: Set<String>
    /// The tasks it waits for, its children among them.
    fileprivate(set) var waitsFor: Set<String>
    let parent: String?
    /// Whether it goes on when one that it waits for ends without a result.
    let ignoresFailures: Bool
    /// When it may begin, in milliseconds, where that is said.
    let runAfter: Int64?
    let attempts: [JSON]

    /// A line of an export; nil for what is no task.
    init?(_ record: JSON) {
        guard record["_type"]?.stringValue == "task", let id = record["id"]?.stringValue else { return nil }
        self.id = id
        status = record["status"]?.stringValue ?? ""
        needs = Set((record["requirements"]?.arrayValue ?? []).compactMap(\.stringValue))
        waitsFor = Set((record["dependencies"]?.arrayValue ?? []).compactMap(\.stringValue))
        parent = record["parent"]?.stringValue
        ignoresFailures = record["on_dependency_failure"]?.stringValue == "ignore"
        runAfter = record["run_after"]?.integerValue
        attempts = record["attempts"]?.arrayValue ?? []
    }

    /// Whether nothing more will happen to it.
    var hasEnded: Bool { ["completed", "failed", "cancelled"].contains(status) }
}

/// Every task of an export.
struct DemoTasks: Sendable {
    /// Milliseconds behind the beginning after which a task is not waited for any more.
    private static let horizon: Int64 = 30_000

    private(set) var byID: [String: DemoTask]

    /// Reads the lines of an export.
    init(_ records: [JSON]) {
        byID = Dictionary(records.compactMap(DemoTask.init).map { ($0.id, $0) }) { first, _ in first }
        for task in byID.values {
            if let parent = task.parent { byID[parent]?.waitsFor.insert(task.id) }
        }
    }

    /// The sets of skills that tasks require together, each once, in a fixed order.
    var requirementSets: [[String]] {
        Set(byID.values.map { $0.needs.sorted() }).sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// The tasks that can be completed now: they have not ended, are not put off, and wait for nothing that cannot be.
    ///
    /// - Parameter now: the beginning of the run, in milliseconds.
    func within(_ now: Int64) -> Set<String> {
        var left = Set(byID.values.filter { !$0.hasEnded && ($0.runAfter ?? 0) <= now + Self.horizon }.map(\.id))
        while true {
            let stuck = left.filter { id in
                (byID[id]?.waitsFor ?? []).contains { !left.contains($0) && !isPassable($0, for: id) }
            }
            guard !stuck.isEmpty else { return left }
            left.subtract(stuck)
        }
    }

    private func isPassable(_ cause: String, for id: String) -> Bool {
        guard let cause = byID[cause] else { return false }
        return cause.status == "completed" || (cause.hasEnded && byID[id]?.ignoresFailures == true)
    }
}
