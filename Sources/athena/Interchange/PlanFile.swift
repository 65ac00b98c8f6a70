internal import AthenaCore
internal import AthenaJSON
internal import AthenaOperations

/// A plan: tasks as create_task takes them, in any order, created together or not at all.
struct PlanFile {
    private static let mostBytes = 3 << 20

    /// The lines, checked for form.
    let tasks: [JSON]

    /// Reads a plan.
    ///
    /// - Throws: `invalid_argument` for a line that is no task, `too_large` for more than one call can create.
    init(_ lines: LineFile) throws {
        var tasks: [JSON] = []
        var size = 0
        try lines.forEach { place, bytes in
            let task = JSON.object(try RecordReading.object(bytes, line: place.number))
            do {
                _ = try TaskFields.batch([task], trace: nil)
            } catch let error as AthenaError {
                let reason = error.message.replacing("tasks[0]: ", with: "", maxReplacements: 1)
                throw error.withMessage("Line \(place.number): \(reason)")
            }
            tasks.append(task)
            size += bytes.count
            guard tasks.count <= TaskLimits.batch, size <= Self.mostBytes else { throw Self.tooLarge }
        }
        try Self.checkReferences(of: tasks)
        self.tasks = tasks
    }

    /// What was, or would be, created.
    func report(of path: String, created: [JSON], isDryRun: Bool) -> Report {
        let count = isDryRun ? tasks.count : created.count
        let data: JSONObject = [
            "dry_run": .bool(isDryRun), "created": .integer(Int64(count)), "unchanged": 0, "task_ids": .array(created),
        ]
        let verb = isDryRun ? "would be created" : "created"
        let next = isDryRun ? Repetition().without("--dry-run") : "athena task list --ready"
        return Report(.object(data), next: next, "\(path): \(count) tasks \(verb)")
    }

    private static func checkReferences(of tasks: [JSON]) throws {
        let refs = Set(tasks.compactMap { $0["ref"]?.stringValue })
        for task in tasks {
            let names = (task["dependencies"]?.arrayValue ?? []) + [task["parent"]].compactMap { $0 }
            for name in names.compactMap(\.stringValue)
            where name.hasPrefix("#") && !refs.contains(String(name.dropFirst())) {
                throw AthenaError(
                    .dependencyUnknown,
                    "No line of the plan has the ref \(String(name.dropFirst()).quotedForMessage).",
                    next: "Give a line that ref, or correct the name."
                )
            }
        }
    }

    private static var tooLarge: AthenaError {
        AthenaError(
            .tooLarge,
            "A plan has at most \(TaskLimits.batch) lines and 3 MB, because it is created as a whole.",
            next: "Split it into plans that do not refer to each other by ref."
        )
    }
}
