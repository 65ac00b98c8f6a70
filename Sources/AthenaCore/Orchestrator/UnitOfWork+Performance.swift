internal import AthenaJSON

extension UnitOfWork {
    /// Adds the outcome of an attempt to the records of the agent and of the fleet.
    func recordPerformance(of agent: Agent.ID, on task: AgentTask, isSuccess: Bool, durationMs: Int64?) throws {
        try recordOutcome(of: agent, work: Work(task), isSuccess: isSuccess, durationMs: durationMs)
    }

    /// Adds an outcome of some work to every scope it belongs to.
    func recordOutcome(of agent: Agent.ID, work: Work, isSuccess: Bool, durationMs: Int64?) throws {
        for scope in work.scopes {
            for holder in [agent, nil] {
                let record = try tx.performance(of: holder, scope: scope, in: project) ?? PerformanceRecord()
                let moved = record.recording(success: isSuccess, durationMs: durationMs, at: now.wall)
                try tx.save(moved, of: holder, scope: scope, in: project)
            }
        }
    }

    /// Gives the agent the skills it reported, and the task's type as a skill once the evidence is strong.
    ///
    /// - Returns: the skills it did not hold before.
    func learn(_ id: Agent.ID, from task: AgentTask, reported: [Skill]) throws -> [Skill] {
        let record = try tx.performance(of: id, scope: .type(task.type), in: project) ?? PerformanceRecord()
        let mayLearnType = SkillLearning.isStrong(record)
        guard mayLearnType || !reported.isEmpty, var agent = try tx.agent(id, in: project) else { return [] }
        let change = try HeldSkill.reporting(reported, over: agent.skills, revoked: agent.revokedSkills) { skill in
            try tx.performance(of: id, scope: .skill(skill), in: project)?.successes ?? 0
        }
        var added = change.added
        var skills = change.skills
        let wasRevoked = agent.revokedSkills.contains { $0.rawValue == task.type }
        let verdict = SkillLearning.verdict(on: task.type, record: record, held: skills, wasRevoked: wasRevoked)
        if mayLearnType, case .learned(let skill) = verdict {
            let learned = HeldSkill.adding([skill], to: skills)
            skills = learned.skills
            added += learned.added
        }
        guard !added.isEmpty else { return [] }
        agent.skills = skills
        try tx.save(agent)
        for skill in added { try noteSkill(.skillLearned, skill, of: id, actor: id.rawValue) }
        return added.map(\.skill)
    }

    /// Writes the event of a change of skills.
    func noteSkill(_ kind: EventKind, _ skill: HeldSkill, of agent: Agent.ID, actor: String) throws {
        var data: JSONObject = ["skill": .string(skill.skill.rawValue), "source": .string(skill.source.rawValue)]
        if let evidence = skill.evidence { data["evidence"] = .integer(Int64(evidence)) }
        var facts = EventFacts()
        facts.assignedTo = agent
        let event = NewEvent(kind, actor: actor, subject: agent.rawValue, data: data, facts: facts)
        try tx.append(event, to: project, at: now)
    }
}
