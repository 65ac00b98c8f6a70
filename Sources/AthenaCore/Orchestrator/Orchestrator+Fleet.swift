/// An agent with everything that is known of its work.
package struct AgentReport: Sendable, Hashable {
    package let agent: Agent
    /// Its records; only the overall one where a list was asked for.
    package let profile: PerformanceProfile
    package let health: AgentHealth

    /// Joins an agent with what is known of it.
    package init(_ agent: Agent, profile: PerformanceProfile, fleet: PerformanceProfile, now: Moment) {
        self.agent = agent
        self.profile = profile
        health = AgentHealth.of(agent, profile: profile, fleet: fleet, now: now)
    }
}

/// A part of the list of agents.
package struct AgentPage: Sendable, Hashable {
    package let reports: [AgentReport]
    /// The agent behind which the list goes on; nil at its end.
    package let next: Agent.ID?
    /// How many agents there are in all.
    package let total: Int
    /// How many agents hold each skill, most holders first.
    package let holders: [Holders]

    /// How many agents hold a skill.
    package struct Holders: Sendable, Hashable {
        package let skill: Skill
        package let count: Int
    }
}

extension Orchestrator {
    /// One agent with all its records.
    ///
    /// - Throws: `agent_unknown`.
    package func agentReport(_ id: Agent.ID, as caller: Caller) async throws -> AgentReport {
        let now = time.now()
        return try await store.read { tx in
            guard let agent = try tx.agent(id, in: caller.project.id) else { throw AthenaError.unknownAgent(id) }
            return AgentReport(
                agent,
                profile: PerformanceProfile(try tx.performances(of: id, in: caller.project.id)),
                fleet: try tx.fleet(in: caller.project.id),
                now: now
            )
        }
    }

    /// Agents by name, behind `after`.
    package func agentReports(after: Agent.ID?, limit: Int, as caller: Caller) async throws -> AgentPage {
        let now = time.now()
        return try await store.read { tx in
            let project = caller.project.id
            let agents = try tx.agents(in: project, after: after, limit: limit + 1)
            let fleet = try tx.fleet(in: project)
            let reports = try agents.prefix(limit).map { agent in
                let record = try tx.performance(of: agent.id, scope: .overall, in: project)
                let profile = PerformanceProfile(record.map { [(.overall, $0)] } ?? [])
                return AgentReport(agent, profile: profile, fleet: fleet, now: now)
            }
            let holders = try tx.skillHolders(in: project)
                .map { AgentPage.Holders(skill: $0.skill, count: $0.holders) }
                .sorted { ($1.count, $0.skill) < ($0.count, $1.skill) }
            return AgentPage(
                reports: reports,
                next: agents.count > limit ? reports.last?.agent.id : nil,
                total: try tx.agentCount(in: project),
                holders: holders
            )
        }
    }
}

extension AgentReading {
    /// The record of all agents together.
    func fleet(in project: Project.ID) throws -> PerformanceProfile {
        PerformanceProfile(try performance(of: nil, scope: .overall, in: project).map { [(.overall, $0)] } ?? [])
    }
}
