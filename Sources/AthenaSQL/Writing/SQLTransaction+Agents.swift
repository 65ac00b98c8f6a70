package import AthenaCore

extension SQLTransaction {
    package func agent(_ id: Agent.ID, in project: Project.ID) throws -> Agent? {
        try writer.agents.agent(id, in: project)
    }

    package func leases(of agent: Agent.ID, in project: Project.ID) throws -> [AgentTask] {
        guard let key = try names.agentKey(agent, in: project) else { return [] }
        return try tasks(withIDs: writer.leases.tasks(heldBy: key))
    }

    package func reserved(
        for agent: Agent.ID,
        in project: Project.ID,
        limit: Int,
        where isWanted: (AgentTask) -> Bool
    ) throws -> [AgentTask] {
        guard let key = try names.agentKey(agent, in: project) else { return [] }
        var found: [AgentTask] = []
        for id in try writer.leases.tasks(reservedFor: key) where found.count < limit {
            guard let task = try task(AgentTask.ID(rawValue: id), in: project), isWanted(task) else { continue }
            found.append(task)
        }
        return found
    }

    package func agents(in project: Project.ID, after: Agent.ID?, limit: Int) throws -> [Agent] {
        try writer.agents.flush()
        return try reader.agents(in: project, after: after, limit: limit)
    }

    package func agents(in project: Project.ID, holdingAll skills: [Skill], limit: Int) throws -> [Agent] {
        try writer.agents.flush()
        return try reader.agents(in: project, holdingAll: skills, limit: limit)
    }

    package func skillHolders(in project: Project.ID) throws -> [(skill: Skill, holders: Int)] {
        try writer.agents.flush()
        return try reader.skillHolders(in: project)
    }

    package func register(_ new: NewAgent) throws -> Agent {
        if let former = try names.agentKey(new.id, in: new.project) {
            writer.agents.drop(former)
            writer.hasReadied = true
        }
        try writer.write(
            """
            INSERT INTO agents(project, name, status, max_concurrent, load, last_seen, registered_at, metadata)
              VALUES ($1, $2, 'active', $3, 0, $4, $4, $5)
              ON CONFLICT(project, name) DO UPDATE SET status = 'active', max_concurrent = excluded.max_concurrent,
              load = 0, last_seen = excluded.last_seen, recent_losses = NULL, metadata = excluded.metadata,
              deregistered_at = NULL
            """,
            [
                .integer(new.project.rawValue), .text(new.id.rawValue), .integer(new.maxConcurrent),
                .integer(new.registeredAt), .text(new.metadata),
            ]
        )
        guard var agent = try reader.agent(new.id, in: new.project) else { throw StoredValue.unreadable("agent") }
        agent.skills = new.skills.sorted { $0.skill < $1.skill }
        try writer.agents.replaceSkills(of: agent.key, in: agent.project, with: agent.skills)
        return agent
    }

    package func save(_ agent: Agent) throws {
        writer.markWrite()
        if let former = try writer.agents.save(agent), agent.canTakeWork(unlike: former) { writer.hasReadied = true }
    }

    package func deregister(_ agent: Agent, at wall: Int64) throws {
        writer.agents.drop(agent.key)
        try writer.write(
            "UPDATE agents SET deregistered_at = $2, last_seen = $2, load = 0 WHERE id = $1",
            [.integer(agent.key), .integer(wall)]
        )
        try writer.write("DELETE FROM agent_skills WHERE agent = $1", [.integer(agent.key)])
    }

    package func performance(
        of agent: Agent.ID?,
        scope: PerformanceScope,
        in project: Project.ID
    ) throws -> PerformanceRecord? {
        guard let key = try performanceKey(of: agent, in: project) else { return nil }
        let place = PerformanceBook.Place(project: project, agent: key, scope: scope)
        if let known = writer.performances.record(at: place) { return known }
        let stored = try reader.performance(of: agent, scope: scope, in: project)
        writer.performances.note(stored, at: place)
        return stored
    }

    package func performances(
        of agent: Agent.ID,
        in project: Project.ID
    ) throws -> [(PerformanceScope, PerformanceRecord)] {
        try writer.performances.flush()
        return try reader.performances(of: agent, in: project)
    }

    package func save(
        _ record: PerformanceRecord,
        of agent: Agent.ID?,
        scope: PerformanceScope,
        in project: Project.ID
    ) throws {
        guard let key = try performanceKey(of: agent, in: project) else { throw AthenaError.unregistered(agent) }
        writer.markWrite()
        writer.performances.save(record, at: PerformanceBook.Place(project: project, agent: key, scope: scope))
    }
}

extension AthenaError {
    /// An agent without a number: nothing can be stored about it.
    static func unregistered(_ agent: Agent.ID?) -> AthenaError {
        AthenaError(
            .agentUnknown,
            "There is no agent \(agent?.rawValue ?? "") in this project.",
            next: "Register it with register_agent."
        )
    }
}
