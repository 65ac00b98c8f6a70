package import AthenaCore

extension SQLReading {
    package func agent(_ id: Agent.ID, in project: Project.ID) throws -> Agent? {
        try agents(
            AgentStatements.select + " WHERE project = $1 AND name = $2 AND deregistered_at IS NULL",
            [.integer(project.rawValue), .text(id.rawValue)]
        ).first
    }

    package func wasRegistered(_ id: Agent.ID, in project: Project.ID) throws -> Bool {
        try names.agentKey(id, in: project) != nil
    }

    package func agentCount(in project: Project.ID) throws -> Int {
        try connection.first(
            "SELECT COUNT(*) FROM agents WHERE project = $1 AND deregistered_at IS NULL",
            [.integer(project.rawValue)]
        ) { Int($0.integer(0)) } ?? 0
    }

    package func agents(in project: Project.ID, after: Agent.ID?, limit: Int) throws -> [Agent] {
        try agents(
            AgentStatements.select
                + " WHERE project = $1 AND name > $2 AND deregistered_at IS NULL ORDER BY name LIMIT $3",
            [.integer(project.rawValue), .text(after?.rawValue ?? ""), .integer(limit)]
        )
    }

    package func agents(in project: Project.ID, holdingAll skills: [Skill], limit: Int) throws -> [Agent] {
        guard let rarest = skills.first else { return try agents(in: project, after: nil, limit: limit) }
        var filter = SQLFilter(
            AgentStatements.select
                + """
                 WHERE deregistered_at IS NULL AND id IN
                  (SELECT agent FROM agent_skills WHERE project = $1 AND skill = $2)
                """,
            [.integer(project.rawValue), .text(rarest.rawValue)]
        )
        for skill in skills.dropFirst() {
            filter.and(
                "EXISTS (SELECT 1 FROM agent_skills s WHERE s.project = agents.project AND s.agent = agents.id AND s.skill = ",
                .text(skill.rawValue),
                ")"
            )
        }
        filter.append(" ORDER BY name LIMIT ", .integer(limit))
        return try agents(filter.sql, filter.arguments)
    }

    package func skillHolders(in project: Project.ID) throws -> [(skill: Skill, holders: Int)] {
        try connection.all(
            "SELECT skill, COUNT(*) FROM agent_skills WHERE project = $1 GROUP BY skill ORDER BY skill",
            [.integer(project.rawValue)]
        ) { (Skill(rawValue: $0.text(0)), Int($0.integer(1))) }
    }

    package func performance(
        of agent: Agent.ID?,
        scope: PerformanceScope,
        in project: Project.ID
    ) throws -> PerformanceRecord? {
        guard let key = try performanceKey(of: agent, in: project) else { return nil }
        return try connection.first(
            "SELECT " + PerformanceRow.columns + " FROM performance WHERE project = $1 AND agent = $2 AND scope = $3",
            [.integer(project.rawValue), .integer(key), .text(scope.text)]
        ) { try PerformanceRow.record($0) }
    }

    package func performances(
        of agent: Agent.ID,
        in project: Project.ID
    ) throws -> [(PerformanceScope, PerformanceRecord)] {
        guard let key = try names.agentKey(agent, in: project) else { return [] }
        return try connection.all(
            "SELECT " + PerformanceRow.columns + " FROM performance WHERE project = $1 AND agent = $2 ORDER BY scope",
            [.integer(project.rawValue), .integer(key)]
        ) { row in (try PerformanceRow.scope(row), try PerformanceRow.record(row)) }
    }

    /// The number under which records of an agent, or of the fleet, are kept.
    func performanceKey(of agent: Agent.ID?, in project: Project.ID) throws -> Int64? {
        try agent.map { try names.agentKey($0, in: project) } ?? PerformanceRow.fleet
    }

    /// Agents in the order of the statement, each with its skills.
    func agents(_ sql: SQLText, _ arguments: [SQLValue]) throws -> [Agent] {
        try connection.all(sql, arguments) { try AgentRow($0) }.map { row in
            var agent = row.agent
            agent.skills = try connection.all(
                "SELECT skill, source, evidence FROM agent_skills WHERE agent = $1 ORDER BY skill",
                [.integer(agent.key)]
            ) { row in
                HeldSkill(
                    Skill(rawValue: row.text(0)),
                    source: try StoredValue.word(row.text(1), as: HeldSkill.Source.self),
                    evidence: row.optionalInteger(2).map { Int($0) }
                )
            }
            return agent
        }
    }
}

/// Statements on `agents` that more than one method needs.
enum AgentStatements {
    /// Rows of `AgentRow`.
    static let select: SQLText = "SELECT " + AgentRow.columns + " FROM agents"
}
