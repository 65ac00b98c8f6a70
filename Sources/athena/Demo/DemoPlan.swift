internal import AthenaCore
internal import AthenaJSON

/// The work that a demonstration drains: tasks as create_task takes them, one JSON object a line.
///
/// Unlike an import it is not created as a whole, so that it may be longer than one call.
struct DemoPlan {
    private static let mostBytes = 1 << 20

    /// The tasks, each behind its parent.
    let tasks: [JSONObject]

    /// Reads a plan.
    init(path: String) throws {
        var tasks: [JSONObject] = []
        try LineFile(path: path, longestLine: RecordReading.longestLine).forEach { place, bytes in
            tasks.append(Self.hastened(try RecordReading.object(bytes, line: place.number)))
        }
        try self.init(tasks)
    }

    /// Orders tasks.
    ///
    /// - Throws: `dependency_cycle` when a task is above itself.
    init(_ tasks: [JSONObject]) throws {
        let places = Dictionary(
            tasks.enumerated().compactMap { place, task in task["ref"]?.stringValue.map { ($0, place) } }
        ) { first, _ in first }
        var isPlaced = Array(repeating: false, count: tasks.count)
        var ordered: [JSONObject] = []
        for start in tasks.indices {
            var line: [Int] = []
            var next: Int? = start
            while let place = next, !isPlaced[place] {
                guard line.count <= tasks.count else { throw Self.circle(tasks[start]) }
                line.append(place)
                next = tasks[place]["parent"]?.stringValue.flatMap(Self.ref).flatMap { places[$0] }
            }
            for place in line.reversed() {
                isPlaced[place] = true
                ordered.append(tasks[place])
            }
        }
        self.tasks = ordered
    }

    /// What makes a demonstration short: quick retries, and as many as it takes.
    static func hastened(_ task: JSONObject) -> JSONObject {
        var task = task
        task["retry_delay_seconds"] = 1
        task["max_attempts"] = 20
        return task
    }

    /// The tasks in pieces of what one call takes.
    var batches: [[JSONObject]] {
        var batches: [[JSONObject]] = []
        var size = 0
        for task in tasks {
            let bytes = JSON.object(task).bytes.count
            if batches.isEmpty || (batches.last?.count ?? 0) >= TaskLimits.batch || size + bytes > Self.mostBytes {
                batches.append([])
                size = 0
            }
            batches[batches.count - 1].append(task)
            size += bytes
        }
        return batches
    }

    /// The name in a reference such as `#name`.
    static func ref(_ word: String) -> String? { word.hasPrefix("#") ? String(word.dropFirst()) : nil }

    private static func circle(_ task: JSONObject) -> AthenaError {
        AthenaError(
            .dependencyCycle,
            "The task \((task["ref"]?.stringValue ?? "").quotedForMessage) is above itself.",
            next: "Give it a parent that is not below it."
        )
    }
}
