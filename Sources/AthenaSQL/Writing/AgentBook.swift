internal import AthenaCore

/// Agents in memory: a batch touches an agent many times and writes its row once.
final class AgentBook {
    private struct Entry {
        var agent: Agent
        var storedSkills: [HeldSkill]
        var isDirty: Bool

        /// Takes a newer state.
        ///
        /// - Returns: whether it is the first that is to be written.
        mutating func take(_ newer: Agent) -> Bool {
            agent = newer
            defer { isDirty = true }
            return !isDirty
        }
    }

    private static let entriesKept = 10_000

    private let connection: any SQLConnection
    private let names: NameBook
    private var entries: [Int64: Entry] = [:]
    private var dirty: [Int64] = []

    init(connection: any SQLConnection, names: NameBook) {
        self.connection = connection
        self.names = names
    }

    /// Forgets everything, also what was not written yet.
    func forget() {
        entries = [:]
        dirty = []
    }

    /// An agent as the batch has left it.
    func agent(_ id: Agent.ID, in project: Project.ID) throws -> Agent? {
        guard let key = try names.agentKey(id, in: project) else { return nil }
        if let entry = entries[key] { return entry.agent }
        guard let stored = try SQLReader(connection: connection, names: names).agent(id, in: project) else {
            return nil
        }
        if entries.count >= Self.entriesKept { entries = entries.filter(\.value.isDirty) }
        entries[key] = Entry(agent: stored, storedSkills: stored.skills, isDirty: false)
        return stored
    }

    /// Keeps an agent to be written.
    ///
    /// - Returns: the agent as it was; nil where there is none, and nothing is kept.
    func save(_ agent: Agent) throws -> Agent? {
        guard let former = try self.agent(agent.id, in: agent.project) else { return nil }
        if entries[agent.key]?.take(agent) == true { dirty.append(agent.key) }
        return former
    }

    /// Drops an agent whose row is changed elsewhere; what was to be written is not.
    func drop(_ key: Int64) {
        entries[key] = nil
        dirty.removeAll { $0 == key }
    }

    /// Writes every agent that changed, once.
    func flush() throws {
        for key in dirty {
            guard let entry = entries[key] else { continue }
            try write(entry)
            entries[key]?.isDirty = false
            entries[key]?.storedSkills = entry.agent.skills
        }
        dirty = []
    }

    private func write(_ entry: Entry) throws {
        let agent = entry.agent
        try connection.run(
            """
            UPDATE agents SET status = $2, max_concurrent = $3, load = $4, last_seen = $5, recent_losses = $6,
              metadata = $7, revoked_skills = $8 WHERE id = $1
            """,
            [
                .integer(agent.key), .text(agent.status.rawValue), .integer(agent.maxConcurrent), .integer(agent.load),
                .integer(agent.lastSeen), .text(agent.recentLosses.isEmpty ? nil : WordList.text(agent.recentLosses)),
                .text(agent.metadata),
                .text(agent.revokedSkills.isEmpty ? nil : WordList.text(agent.revokedSkills)),
            ]
        )
        guard agent.skills != entry.storedSkills else { return }
        try replaceSkills(of: agent.key, in: agent.project, with: agent.skills)
    }

    /// Stores the skills of an agent in place of those it had.
    func replaceSkills(of agent: Int64, in project: Project.ID, with skills: [HeldSkill]) throws {
        try connection.run("DELETE FROM agent_skills WHERE agent = $1", [.integer(agent)])
        for held in skills {
            try connection.run(
                "INSERT INTO agent_skills(project, skill, agent, source, evidence) VALUES ($1, $2, $3, $4, $5)",
                [
                    .integer(project.rawValue), .text(held.skill.rawValue), .integer(agent),
                    .text(held.source.rawValue), .integer(held.evidence.map(Int64.init)),
                ]
            )
        }
    }
}
