internal import AthenaCore

/// A row of `attempts`, with the agent's number where the domain has its name.
struct AttemptRow {
    /// The columns in the order in which `init` reads them.
    static let columns: SQLText = """
        id, agent, granted_at, started_at, ended_at, outcome, progress, error, kind, result, metrics, answer
        """

    private static let fenceBits: Int64 = 24

    private let agent: Int64
    private let attempt: Attempt

    /// The primary key of an attempt.
    static func id(of task: AgentTask.ID, fence: Int64) throws -> Int64 {
        guard (0..<(1 << fenceBits)).contains(fence) else {
            throw AthenaError(
                .tooLarge,
                "\(task) has been leased \(fence) times.",
                next: "Cancel it and create a new task for the work."
            )
        }
        return task.rawValue << fenceBits | fence
    }

    /// The primary keys that a task's attempts have: from the first to the last possible one.
    static func ids(of task: AgentTask.ID) -> ClosedRange<Int64> {
        task.rawValue << fenceBits...(task.rawValue << fenceBits | (1 << fenceBits - 1))
    }

    /// Reads the columns of `columns`.
    init(_ row: any SQLRow) throws {
        agent = row.integer(1)
        var attempt = Attempt(
            task: AgentTask.ID(rawValue: row.integer(0) >> Self.fenceBits),
            fence: row.integer(0) & (1 << Self.fenceBits - 1),
            agent: Agent.ID(rawValue: ""),
            grantedAt: row.integer(2),
            startedAt: row.optionalInteger(3),
            endedAt: row.integer(4),
            outcome: try StoredValue.word(row.text(5), as: Attempt.Outcome.self)
        )
        attempt.progress = Int(row.integer(6))
        attempt.error = row.optionalText(7)
        attempt.kind = try row.optionalText(8).map { try StoredValue.word($0, as: FailureKind.self) }
        attempt.result = row.optionalText(9)
        attempt.metrics = row.optionalText(10)
        attempt.answer = row.optionalText(11)
        self.attempt = attempt
    }

    /// The attempt with its agent's name.
    func named(by names: NameBook) throws -> Attempt {
        var named = Attempt(
            task: attempt.task,
            fence: attempt.fence,
            agent: try names.agentName(agent),
            grantedAt: attempt.grantedAt,
            startedAt: attempt.startedAt,
            endedAt: attempt.endedAt,
            outcome: attempt.outcome
        )
        named.progress = attempt.progress
        named.error = attempt.error
        named.kind = attempt.kind
        named.result = attempt.result
        named.metrics = attempt.metrics
        named.answer = attempt.answer
        return named
    }
}
