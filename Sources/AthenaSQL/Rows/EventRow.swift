internal import AthenaCore
internal import AthenaJSON

/// A row of `episodic_events`.
///
/// What can be told from another column is left out: the subject of an event that is about its own task is NULL. What
/// is read back has exactly the canonical form that was hashed.
enum EventRow {
    /// The columns in the order in which they are read and written.
    static let columns: SQLText = """
        id, at, kind, actor, subject, data, hash, task_id, task_type, task_status, priority, assigned_to, requirements, \
        dependencies, attempt, fence, retry_count, started_at, completed_at, estimated_duration_ms, \
        execution_duration_ms, success, error_message, error_digest, result_ref
        """

    /// Rows in no order yet.
    static let select: SQLText = "SELECT " + columns + " FROM episodic_events"

    /// Stores a row.
    static let insert: SQLText =
        "INSERT INTO episodic_events(" + columns
            + """
            ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
            $23, $24, $25)
            """

    /// How many events one search by agent looks through: a thousand blocks of the index.
    static let window: Int64 = 256_000

    /// Between $1 and $2, the events in which a lease of one agent ended; wants the agent's name and a bracket.
    static let endedLeasesOf: SQLText = """
        id IN (WITH RECURSIVE block(number) AS
          (SELECT $1 >> 8 UNION ALL SELECT number + 1 FROM block WHERE number < $2 >> 8)
          SELECT e.id FROM block b CROSS JOIN episodic_events e
            WHERE e.id >> 8 = b.number AND (e.success IS NOT NULL OR e.kind = 'task.released' OR e.kind = 'task.asked'
              OR e.kind = 'task.lost' OR e.kind = 'task.cancelled') AND e.assigned_to =
        """

    private static let sequenceBits: Int64 = 40

    /// The primary key of an event.
    static func id(_ sequence: Int64, in project: Project.ID) -> Int64 {
        project.rawValue << sequenceBits | min(sequence, 1 << sequenceBits - 1)
    }

    /// The place in its project's log that a primary key stands for.
    static func sequence(of id: Int64) -> Int64 { id & (1 << sequenceBits - 1) }

    /// The primary keys of a project's events: behind the lower bound, up to the upper one.
    static func ids(of project: Project.ID) -> ClosedRange<Int64> {
        id(0, in: project)...id(1 << sequenceBits - 1, in: project)
    }

    /// Reads the columns of `columns`.
    static func event(_ row: any SQLRow) throws -> Event {
        let facts = try facts(row)
        let kind = try StoredValue.word(row.text(2), as: EventKind.self)
        let subject = row.optionalText(4) ?? facts.taskID?.description ?? ""
        return Event(
            sequence: sequence(of: row.integer(0)),
            at: row.integer(1),
            content: NewEvent(
                kind,
                actor: row.text(3),
                subject: subject,
                data: try row.optionalText(5).flatMap { try JSON(parsing: $0).objectValue },
                facts: facts
            ),
            errorDigest: row.optionalText(23),
            hash: row.blob(6)
        )
    }

    private static func facts(_ row: any SQLRow) throws -> EventFacts {
        var facts = EventFacts()
        facts.taskID = row.optionalInteger(7).map(AgentTask.ID.init(rawValue:))
        facts.taskType = row.optionalText(8)
        facts.taskStatus = try row.optionalText(9).map { try StoredValue.word($0, as: TaskStatus.self) }
        facts.priority = row.optionalInteger(10).flatMap { Priority(rawValue: Int($0)) }
        facts.assignedTo = row.optionalText(11).map(Agent.ID.init(rawValue:))
        facts.requirements = row.optionalText(12).map { WordList.skills($0) }
        facts.dependencies = row.optionalText(13).map { WordList.numbers($0).map(AgentTask.ID.init(rawValue:)) }
        facts.attempt = row.optionalInteger(14)
        facts.fence = row.optionalInteger(15)
        facts.retryCount = row.optionalInteger(16).map { Int($0) }
        facts.startedAt = row.optionalInteger(17)
        facts.completedAt = row.optionalInteger(18)
        facts.estimatedDurationMs = row.optionalInteger(19)
        facts.executionDurationMs = row.optionalInteger(20)
        facts.success = row.optionalInteger(21).map { $0 == 1 }
        facts.errorMessage = row.optionalText(22)
        facts.resultRef = row.optionalText(24)
        return facts
    }

    /// The arguments of `insert`.
    static func values(_ event: Event, in project: Project.ID) -> [SQLValue] {
        let content = event.content
        let facts = content.facts
        let isAboutItsTask = facts.taskID?.description == content.subject
        return [
            .integer(id(event.sequence, in: project)), .integer(event.at), .text(content.kind.rawValue),
            .text(content.actor), isAboutItsTask ? .null : .text(content.subject),
            .text(content.data.map { JSON.object($0).text }), .blob(event.hash),
            .integer(facts.taskID?.rawValue), .text(facts.taskType), .text(facts.taskStatus?.rawValue),
            .integer((facts.priority?.rawValue).map(Int64.init)), .text(facts.assignedTo?.rawValue),
            .text(facts.requirements.map { WordList.text($0) }),
            .text(facts.dependencies.map { WordList.text($0.map(\.rawValue)) }), .integer(facts.attempt),
            .integer(facts.fence), .integer(facts.retryCount.map(Int64.init)), .integer(facts.startedAt),
            .integer(facts.completedAt), .integer(facts.estimatedDurationMs), .integer(facts.executionDurationMs),
            facts.success.map { .flag($0) } ?? .null, .text(facts.errorMessage), .text(event.errorDigest),
            .text(facts.resultRef),
        ]
    }
}
