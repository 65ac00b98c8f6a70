internal import AthenaCore

/// A row of `agents`; skills stand in a table of their own.
struct AgentRow {
    /// The columns in the order in which `init` reads them.
    static let columns: SQLText = """
        id, project, name, status, max_concurrent, load, last_seen, registered_at, recent_losses, metadata,
          revoked_skills
        """

    /// The agent without its skills.
    let agent: Agent

    /// Reads the columns of `columns`.
    init(_ row: any SQLRow) throws {
        agent = Agent(
            id: Agent.ID(rawValue: row.text(2)),
            key: row.integer(0),
            project: Project.ID(rawValue: row.integer(1)),
            skills: [],
            maxConcurrent: Int(row.integer(4)),
            status: try StoredValue.word(row.text(3), as: Agent.Status.self),
            load: Int(row.integer(5)),
            lastSeen: row.integer(6),
            registeredAt: row.integer(7),
            recentLosses: WordList.numbers(row.text(8)),
            revokedSkills: WordList.skills(row.text(10)),
            metadata: row.optionalText(9)
        )
    }
}
