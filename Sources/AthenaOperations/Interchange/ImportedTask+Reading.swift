internal import AthenaCore
internal import AthenaJSON

extension ImportedTask {
    /// Reads the fields of create_task, and where the task had stood.
    init(reading record: Arguments) throws {
        var fields = record.json
        for name in ["dependencies", "children", "metadata", "parent", "goal", "external_ref"] { fields[name] = nil }
        let content = record.text("content")
        // The texts of a pruned task are gone; its title says what it was about.
        if content?.allSatisfy(\.isWhitespace) ?? true { fields["content"] = fields["title"] }
        var request = try TaskFields.request(Arguments(fields), trace: record.text("traceparent"))
        request.title = request.title?.cut(toBytes: TaskLimits.title)
        request.content = content ?? request.content
        self.init(externalRef: try record.requiredText("external_ref"), request: request)
        dependencies = record.texts("dependencies") ?? []
        children = record.texts("children") ?? []
        releasedBy = Set(record.texts("released_by") ?? [])
        goal = record.text("goal")
        metadata = try record.storedText("metadata")
        try readPast(record)
    }

    private mutating func readPast(_ record: Arguments) throws {
        status = record.text("status").flatMap(TaskStatus.init(rawValue:))
        holder = try record.agent("assigned_to")
        result = try record.storedText("result")
        createdBy = record.text("created_by")
        createdAt = record.integer("created_at")
        updatedAt = record.integer("updated_at")
        readyAt = record.integer("ready_at")
        completedAt = record.integer("completed_at")
        attempts = try Attempt.list(record)
        notes = NumberedNote.list(record)
        let newest = attempts.map(\.fence).max() ?? 0
        guard let past = record.object("past").map(Arguments.init) else {
            if newest > 0 { self.past = .init(fence: newest, failures: 0, progress: 0, grantedAt: nil, startedAt: nil) }
            return
        }
        self.past = NewTask.Past(
            fence: max(past.integer("fence") ?? 0, newest),
            failures: past.int("failures") ?? 0,
            progress: past.int("progress") ?? 0,
            grantedAt: past.integer("granted_at"),
            startedAt: past.integer("started_at")
        )
    }
}

extension Attempt {
    /// The attempts of a record, oldest first.
    static func list(_ record: Arguments) throws -> [Attempt] {
        let attempts = try (record["attempts"]?.arrayValue ?? []).map { try Attempt(reading: $0) }
        guard Set(attempts.map(\.fence)).count == attempts.count else {
            throw AthenaError.invalid("Two attempts have the same fence.", next: "Remove one of them.")
        }
        return attempts
    }

    private init(reading json: JSON) throws {
        let attempt = Arguments(json.objectValue ?? [:])
        guard let fence = attempt.integer("fence"), fence > 0, let agent = try attempt.agent("agent"),
            let outcome = attempt.text("outcome").flatMap(Outcome.init(rawValue:)),
            let grantedAt = attempt.integer("granted_at"), let endedAt = attempt.integer("ended_at")
        else { throw AthenaError.invalid("An attempt has no fence, agent, outcome, granted_at or ended_at.") }
        self.init(
            // The id is given when the record is stored; until then the history belongs to none.
            task: AgentTask.ID(rawValue: 0),
            fence: fence,
            agent: agent,
            grantedAt: grantedAt,
            startedAt: attempt.integer("started_at"),
            endedAt: endedAt,
            outcome: outcome
        )
        progress = attempt.int("progress") ?? 0
        error = attempt.text("error")
        kind = attempt.text("kind").flatMap(FailureKind.init(rawValue:))
        result = try attempt.storedText("result")
        metrics = try attempt.storedText("metrics")
    }
}

extension NumberedNote {
    /// The notes of a record; those without a number are counted from 1.
    static func list(_ record: Arguments) -> [NumberedNote] {
        (record["notes"]?.arrayValue ?? []).enumerated().map { position, json in
            let note = Note(
                at: json["at"]?.integerValue ?? 0,
                kind: json["kind"]?.stringValue.flatMap(Note.Kind.init(rawValue:)) ?? .note,
                author: json["by"]?.stringValue ?? "",
                fence: json["fence"]?.integerValue ?? 0,
                text: json["text"]?.stringValue ?? ""
            )
            return NumberedNote(number: json["number"]?.integerValue ?? Int64(position + 1), note: note)
        }
    }
}

extension Arguments {
    /// A value as the store keeps it: given as a value, or under `NAME_text` as its text.
    func storedText(_ name: String) throws -> String? {
        // A literal null is a value too.
        if let value = json[name] { return value.text }
        guard let text = text(name + "_text") else { return nil }
        do {
            return try JSON(parsing: text).text
        } catch {
            throw AthenaError.invalid("\(name)_text is not JSON: \(error.message).")
        }
    }
}
