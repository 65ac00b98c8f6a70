internal import AthenaCore

/// A row of `attempts`, with the agent's number where the domain has its name.
struct AttemptRow {
    /// The columns in the order in which `init` reads them.
    static let columns: SQLText = """
        task_id, fence, agent, granted_at, started_at, ended_at, outcome, progress, error, kind, result, metrics, answer
        """

    private let agent: Int64
    private let attempt: Attempt

    /// Reads the columns of `columns`.
    init(_ row: any SQLRow) throws {
        agent = row.integer(2)
        var attempt = Attempt(
            task: AgentTask.ID(rawValue: row.integer(0)),
            fence: row.integer(1),
            agent: Agent.ID(rawValue: ""),
            grantedAt: row.integer(3),
            startedAt: row.optionalInteger(4),
            endedAt: row.integer(5),
            outcome: try StoredValue.word(row.text(6), as: Attempt.Outcome.self)
        )
        attempt.progress = Int(row.integer(7))
        attempt.error = row.optionalText(8)
        attempt.kind = try row.optionalText(9).map { try StoredValue.word($0, as: FailureKind.self) }
        attempt.result = row.optionalText(10)
        attempt.metrics = row.optionalText(11)
        attempt.answer = row.optionalText(12)
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
