internal import AthenaCore
internal import AthenaJSON

/// Stores tasks that were made elsewhere.
package struct ImportTasks: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "import_tasks",
        "Import up to 500 tasks from elsewhere, all or nothing, each named by external_ref; dependencies and children name "
            + "external references that are stored or come earlier. What is there already is left as it is.",
        scope: .tasksAdmin,
        toolset: nil,
        effect: .settles,
        input: [.required("tasks", .array(of: .openObject(), 1...TaskLimits.batch))],
        output: .object([
            .required("records", .array(of: .openObject())),
            .required("created", .integer()),
            .required("unchanged", .integer()),
        ])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let items = arguments["tasks"]?.arrayValue ?? []
        let batch = try items.enumerated().map { position, item in
            do {
                return try ImportedTask(reading: item)
            } catch let error as AthenaError {
                throw AthenaError(error.code, "tasks[\(position)]: \(error.message)", next: error.next)
            }
        }
        let records = try await context.orchestrator.importTasks(batch, as: context.caller)
        let created = records.count(where: \.isNew)
        return OperationAnswer([
            "records": .array(records.map { .object($0.json) }),
            "created": .integer(Int64(created)),
            "unchanged": .integer(Int64(records.count - created)),
        ])
    }
}

extension ImportedRecord {
    fileprivate var json: JSONObject {
        [
            "external_ref": .string(externalRef), "task_id": .string(task.description), "new": .bool(isNew),
        ]
    }
}

extension ImportedTask {
    /// Reads a record as `import_tasks` takes it: the fields of create_task, and where the task had stood.
    init(reading item: JSON) throws {
        guard let record = item.objectValue, let externalRef = item["external_ref"]?.stringValue,
            (1...TaskLimits.externalRef).contains(externalRef.utf8.count)
        else { throw AthenaError.invalid("The record has no external_ref of 1 to \(TaskLimits.externalRef) bytes.") }
        var fields = record
        for name in ["dependencies", "children", "metadata", "parent", "goal", "external_ref"] { fields[name] = nil }
        var request = try TaskFields.request(Arguments(fields), trace: item["traceparent"]?.stringValue)
        request.title = request.title?.cut(toBytes: TaskLimits.title)
        guard request.content.utf8.count <= 1 << 20 else {
            throw AthenaError(.tooLarge, "The content is larger than 1 MiB.", next: "Keep it in a file and name that.")
        }
        self.init(externalRef: externalRef, request: request)
        dependencies = Arguments(record).texts("dependencies") ?? []
        children = Arguments(record).texts("children") ?? []
        metadata = Arguments(record).object("metadata").map { JSON.object($0).text }
        readPast(Arguments(record))
    }

    private mutating func readPast(_ record: Arguments) {
        let status = record.text("status").flatMap(TaskStatus.init(rawValue:))
        terminalStatus = status.flatMap { $0.isTerminal ? $0 : nil }
        result = record["result"]?.text
        createdBy = record.text("created_by")
        createdAt = record.integer("created_at")
        completedAt = record.integer("completed_at")
        // The id is given when the record is stored; until then the history belongs to none.
        let none = AgentTask.ID(rawValue: 0)
        attempts = (record["attempts"]?.arrayValue ?? []).compactMap { Attempt(export: $0, task: none) }
        notes = (record["notes"]?.arrayValue ?? []).compactMap(Note.init(export:))
        guard let past = record.object("past").map(Arguments.init) else { return }
        self.past = NewTask.Past(
            fence: max(past.integer("fence") ?? 0, attempts.map(\.fence).max() ?? 0),
            failures: min(max(past.int("failures") ?? 0, 0), TaskLimits.maxAttempts.upperBound),
            progress: min(max(past.int("progress") ?? 0, 0), 100),
            grantedAt: past.integer("granted_at"),
            startedAt: past.integer("started_at")
        )
    }
}
