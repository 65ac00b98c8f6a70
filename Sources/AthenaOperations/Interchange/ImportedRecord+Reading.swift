internal import AthenaCore
internal import AthenaJSON

extension ImportedRecord {
    /// Reads the records of a call; an error names the position.
    static func batch(_ items: [JSON]) throws -> [ImportedRecord] {
        try items.enumerated().map { position, item in
            do {
                return try ImportedRecord(reading: item)
            } catch let error as AthenaError {
                throw error.withMessage("records[\(position)]: \(error.message)")
            }
        }
    }

    /// Reads a record; one that does not say what it is, is a task.
    init(reading item: JSON) throws {
        let word = item["_type"]?.stringValue ?? RecordKind.task.rawValue
        guard let kind = RecordKind(rawValue: word) else {
            let words = RecordKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw AthenaError.invalid("\(word.quotedForMessage) is no kind of record.", next: "Kinds are \(words).")
        }
        if let violation = ImportSchemas.schema(of: kind).violations(of: item, limit: 1).first {
            throw AthenaError(
                violation.keyword == "maxBytes" ? .tooLarge : .invalidArgument,
                "\(violation.message).",
                next: "Correct the record and import again."
            )
        }
        let record = Arguments(item.objectValue ?? [:])
        switch kind {
        case .goal: self = .goal(try ImportedGoal(reading: record))
        case .agent: self = .agent(try KnownAgent(reading: record))
        case .performance: self = .performance(try KnownPerformance(reading: record))
        case .task: self = .task(try ImportedTask(reading: record))
        case .history: self = .history(try ImportedHistory(reading: record))
        case .entity: self = .entity(try FreeEntity(reading: record))
        case .relation: self = .relation(try ImportedRelation(reading: record))
        }
    }
}

extension ImportedGoal {
    fileprivate init(reading record: Arguments) throws {
        var request = GoalRequest(title: try record.requiredText("title"))
        request.description = record.text("description")
        request.deadline = record.integer("deadline")
        self.init(externalRef: try record.requiredText("external_ref"), request: request)
        parent = record.text("parent")
        createdAt = record.integer("created_at")
    }
}

extension KnownAgent {
    fileprivate init(reading record: Arguments) throws {
        let skills = try (record["skills"]?.arrayValue ?? []).map { skill in
            HeldSkill(
                try Skill(checking: skill["skill"]?.stringValue ?? ""),
                source: skill["source"]?.stringValue.flatMap(HeldSkill.Source.init(rawValue:)) ?? .declared,
                evidence: skill["evidence"]?.integerValue.flatMap { Int(exactly: $0) }
            )
        }
        let registeredAt = record.integer("registered_at") ?? record.integer("last_seen") ?? 0
        var agent = Agent(
            id: try Agent.ID(checking: try record.requiredText("agent_id")),
            key: 0,
            project: Project.ID(rawValue: 0),
            skills: HeldSkill.adding(skills, to: []).skills,
            maxConcurrent: record.int("max_concurrent") ?? 5,
            lastSeen: record.integer("last_seen") ?? registeredAt,
            registeredAt: registeredAt
        )
        agent.status = record.text("status").flatMap(Agent.Status.init(rawValue:)) ?? .active
        agent.revokedSkills = try Array(Set(record.skills("revoked_skills") ?? [])).sorted()
        agent.recentLosses = (record["recent_losses"]?.arrayValue ?? []).compactMap(\.integerValue)
        agent.metadata = try record.storedText("metadata")
        self.init(agent, deregisteredAt: record.integer("deregistered_at"))
    }
}

extension KnownPerformance {
    fileprivate init(reading record: Arguments) throws {
        let text = try record.requiredText("scope")
        guard let scope = PerformanceScope(text: text) else {
            throw AthenaError.invalid(
                "\(text.quotedForMessage) is no scope of performance.",
                next: "Scopes are overall, skill:NAME and type:NAME."
            )
        }
        self.init(try PerformanceRecord(reading: record), at: Place(agent: try record.agent(), scope: scope))
    }
}

extension PerformanceRecord {
    fileprivate init(reading record: Arguments) throws {
        self.init()
        successes = record.int("successes") ?? 0
        failures = record.int("failures") ?? 0
        totalMs = record.integer("total_ms") ?? 0
        successWeight = record["success_weight"]?.doubleValue ?? 0
        failureWeight = record["failure_weight"]?.doubleValue ?? 0
        weighedAt = record.integer("weighed_at") ?? 0
        let text = record.text("durations") ?? ""
        guard successes >= 0, failures >= 0, totalMs >= 0,
            successWeight.isFinite, failureWeight.isFinite, successWeight >= 0, failureWeight >= 0,
            let durations = DurationHistogram(text: text)
        else {
            let form = "\(successes) \(failures) \(totalMs) \(successWeight) \(failureWeight) \(weighedAt) \(text)"
            throw AthenaError.invalid("The record of performance cannot be read: \(form.quotedForMessage).")
        }
        self.durations = durations
    }
}

extension ImportedHistory {
    fileprivate init(reading record: Arguments) throws {
        self.init(
            task: try record.requiredText("task"),
            attempts: try Attempt.list(record),
            notes: NumberedNote.list(record)
        )
    }
}

extension FreeEntity {
    fileprivate init(reading record: Arguments) throws {
        let entity = try Entity(parsing: try record.requiredText("entity"))
        guard !entity.isDerived else {
            throw AthenaError.invalid("\(entity.reference) is known from tasks and agents and cannot be added.")
        }
        self.init(entity, createdAt: record.integer("created_at") ?? .max)
    }
}

extension ImportedRelation {
    fileprivate init(reading record: Arguments) throws {
        self.init(
            from: try Self.end(record["from"] ?? .null),
            kind: try Relation.kind(checking: try record.requiredText("kind")),
            to: try Self.end(record["to"] ?? .null),
            createdAt: record.integer("created_at") ?? .max
        )
    }

    private static func end(_ json: JSON) throws -> End {
        if let name = json["task"]?.stringValue { return .task(name) }
        if let name = json["goal"]?.stringValue { return .goal(name) }
        let entity = try Entity(parsing: json.stringValue ?? "")
        switch entity.kind {
        case "TASK", "GOAL":
            throw AthenaError.invalid(
                "\(entity.reference) is an id of another database.",
                next: "Name it by its external reference: {\"task\": NAME} or {\"goal\": NAME}."
            )
        case "PROJECT": return .project
        default: return .entity(entity)
        }
    }
}
