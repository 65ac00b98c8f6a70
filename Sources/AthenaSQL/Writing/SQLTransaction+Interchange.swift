package import AthenaCore

extension SQLTransaction {
    package func knownAgents(in project: Project.ID, after: Agent.ID?, limit: Int) throws -> [KnownAgent] {
        try writer.agents.flush()
        return try reader.knownAgents(in: project, after: after, limit: limit)
    }

    package func knownPerformances(
        in project: Project.ID,
        after: KnownPerformance.Place?,
        limit: Int
    ) throws -> [KnownPerformance] {
        try writer.performances.flush()
        return try reader.knownPerformances(in: project, after: after, limit: limit)
    }

    package func restore(_ known: KnownAgent, to project: Project.ID) throws {
        let agent = known.agent
        try writer.write(
            """
            INSERT INTO agents(project, name, status, max_concurrent, load, last_seen, registered_at, recent_losses,
              revoked_skills, metadata, deregistered_at) VALUES ($1, $2, $3, $4, 0, $5, $6, $7, $8, $9, $10)
            """,
            [
                .integer(project.rawValue), .text(agent.id.rawValue), .text(agent.status.rawValue),
                .integer(agent.maxConcurrent), .integer(agent.lastSeen), .integer(agent.registeredAt),
                .text(agent.recentLosses.isEmpty ? nil : WordList.text(agent.recentLosses)),
                .text(agent.revokedSkills.isEmpty ? nil : WordList.text(agent.revokedSkills)), .text(agent.metadata),
                .integer(known.deregisteredAt),
            ]
        )
        guard let key = try names.agentKey(agent.id, in: project) else { throw StoredValue.unreadable("agent") }
        try writer.agents.replaceSkills(of: key, in: project, with: agent.skills)
    }

    package func add(_ numbered: NumberedNote, to id: AgentTask.ID) throws -> Bool {
        let note = numbered.note
        let added = try writer.write(
            """
            INSERT INTO notes(task_id, number, at, kind, author, fence, content) VALUES ($1, $2, $3, $4, $5, $6, $7)
              ON CONFLICT DO NOTHING
            """,
            [
                .integer(id.rawValue), .integer(numbered.number), .integer(note.at), .text(note.kind.rawValue),
                .text(note.author), .integer(note.fence), .text(note.text),
            ]
        )
        return added == 1
    }
}
