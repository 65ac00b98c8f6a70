package import AthenaJSON

/// What an agent says of itself.
package struct Registration: Sendable, Hashable {
    package let agent: Agent.ID
    /// What it declares it can do; nil leaves what it declared before.
    package var skills: [Skill]?
    /// The most leases it may hold at once; nil leaves what it said before, or stands for the standard number.
    package var maxConcurrent: Int?
    package var metadata: JSONObject?

    /// The most leases of an agent that never said how many.
    package static let standardMaxConcurrent = 5

    /// What an agent says of itself; nothing where it says nothing.
    package init(agent: Agent.ID, skills: [Skill]? = nil, maxConcurrent: Int? = nil, metadata: JSONObject? = nil) {
        self.agent = agent
        self.skills = skills
        self.maxConcurrent = maxConcurrent
        self.metadata = metadata
    }
}

extension Orchestrator {
    /// Makes an agent known, or brings what is known of it up to date; what it learned stays.
    ///
    /// - Returns: the agent, and whether it is new.
    /// - Throws: `agent_inactive` for a quarantined agent.
    package func register(_ registration: Registration, as caller: Caller) async throws -> (agent: Agent, isNew: Bool) {
        try await perform(as: caller) { work in
            if let known = try work.tx.agent(registration.agent, in: work.project) {
                return (try work.update(known, by: registration), false)
            }
            return (try work.register(registration), true)
        }
    }

    /// Releases an agent's leases and takes it out of every list; its history stays.
    ///
    /// Repeatable: an agent that was deregistered before is left as it is.
    /// - Returns: the tasks that went back into the queue.
    /// - Throws: `agent_unknown` for one that never registered.
    package func deregister(_ id: Agent.ID, as caller: Caller) async throws -> [AgentTask.ID] {
        try await perform(as: caller) { [quarantines] work in
            work.forgetStanding(of: id, in: quarantines)
            if try work.tx.agent(id, in: work.project) == nil, try work.tx.wasRegistered(id, in: work.project) {
                return []
            }
            let agent = try work.requireAgent(id)
            let released = try work.releaseAll(of: id)
            try work.tx.deregister(agent, at: work.now.wall)
            try work.noteAgent(.agentDeregistered, id, data: ["released": .integer(Int64(released.count))])
            return released
        }
    }

    /// Sets what the operator wants of an agent; quarantine takes its leases away at once.
    package func setStatus(_ status: Agent.Status, of id: Agent.ID, as caller: Caller) async throws -> (
        Agent, [AgentTask.ID]
    ) {
        try await perform(as: caller) { [quarantines] work in
            work.forgetStanding(of: id, in: quarantines)
            let before = try work.requireAgent(id).status
            let released = status == .quarantined ? try work.releaseAll(of: id) : []
            var agent = try work.requireAgent(id)
            agent.status = status
            try work.tx.save(agent)
            if before != status {
                let data: JSONObject = ["from": .string(before.rawValue), "to": .string(status.rawValue)]
                try work.noteAgent(.agentStatusChanged, id, data: data)
            }
            return (agent, released)
        }
    }

    /// Teaches an agent a skill, or takes one away; repeatable.
    package func setSkill(_ skill: Skill, of id: Agent.ID, isHeld: Bool, as caller: Caller) async throws -> Agent {
        try await perform(as: caller) { work in
            var agent = try work.requireAgent(id)
            guard isHeld else { return try work.revoke(skill, from: agent) }
            if agent.skills.contains(where: { $0.skill == skill && $0.source == .taught }) { return agent }
            agent.skills = HeldSkill.teaching(skill, over: agent.skills).skills
            agent.revokedSkills.removeAll { $0 == skill }
            try work.tx.save(agent)
            try work.noteSkill(.skillTaught, HeldSkill(skill, source: .taught), of: id, actor: caller.principal)
            return agent
        }
    }

    /// Adds an outcome that happened elsewhere to an agent's record.
    package func recordOutcome(
        of id: Agent.ID,
        work described: Work,
        isSuccess: Bool,
        durationMs: Int64?,
        as caller: Caller
    ) async throws -> PerformanceRecord {
        try await perform(as: caller) { work in
            _ = try work.requireAgent(id)
            try work.recordOutcome(of: id, work: described, isSuccess: isSuccess, durationMs: durationMs)
            var facts = EventFacts()
            facts.assignedTo = id
            facts.success = isSuccess
            facts.executionDurationMs = durationMs
            facts.taskType = described.type
            facts.requirements = described.requirements.isEmpty ? nil : described.requirements
            let event = NewEvent(.agentOutcomeRecorded, actor: caller.principal, subject: id.rawValue, facts: facts)
            try work.tx.append(event, to: work.project, at: work.now)
            return try work.tx.performance(of: id, scope: .overall, in: work.project) ?? PerformanceRecord()
        }
    }
}

extension UnitOfWork {
    fileprivate func register(_ registration: Registration) throws -> Agent {
        let agent = try tx.register(
            NewAgent(
                id: registration.agent,
                project: project,
                skills: HeldSkill.declaring(registration.skills ?? [], over: []).skills,
                maxConcurrent: registration.maxConcurrent ?? Registration.standardMaxConcurrent,
                metadata: registration.metadata.map { JSON.object($0).text },
                registeredAt: now.wall
            )
        )
        try noteAgent(.agentRegistered, agent.id, data: agent.eventData)
        return agent
    }

    fileprivate func update(_ known: Agent, by registration: Registration) throws -> Agent {
        guard known.status != .quarantined else { throw AthenaError.quarantined(known.id) }
        var agent = known
        if let declared = registration.skills {
            agent.skills = HeldSkill.declaring(declared, over: known.skills).skills
            agent.revokedSkills.removeAll { declared.contains($0) }
        }
        if let maxConcurrent = registration.maxConcurrent { agent.maxConcurrent = maxConcurrent }
        if let metadata = registration.metadata { agent.metadata = JSON.object(metadata).text }
        let isChanged = agent != known
        agent.lastSeen = now.wall
        try tx.save(agent)
        if isChanged { try noteAgent(.agentUpdated, agent.id, data: agent.eventData) }
        return agent
    }

    fileprivate func revoke(_ skill: Skill, from agent: Agent) throws -> Agent {
        guard let left = HeldSkill.revoking(skill, from: agent.skills) else {
            if agent.revokedSkills.contains(skill) { return agent }
            throw AthenaError.notFound(
                "skill \(skill) of agent \(agent.id)",
                next: "Read its skills with get_agent_health."
            )
        }
        var agent = agent
        agent.skills = left
        agent.revokedSkills = Array(Set(agent.revokedSkills + [skill])).sorted()
        try tx.save(agent)
        try noteSkill(.skillRevoked, HeldSkill(skill), of: agent.id, actor: caller.principal)
        return agent
    }

    /// Gives back everything an agent holds or has reserved.
    func releaseAll(of id: Agent.ID) throws -> [AgentTask.ID] {
        let held = try tx.leases(of: id, in: project)
        for task in held { _ = try release(task, actor: .other(caller.principal), note: nil) }
        return held.map(\.id).sorted()
    }

    /// Writes the event of a change of an agent.
    func noteAgent(_ kind: EventKind, _ id: Agent.ID, data: JSONObject) throws {
        var facts = EventFacts()
        facts.assignedTo = id
        let actor = caller.boundAgent?.rawValue ?? caller.principal
        try tx.append(
            NewEvent(kind, actor: actor, subject: id.rawValue, data: data, facts: facts),
            to: project,
            at: now
        )
    }
}

extension Agent {
    /// What the events of its registration say.
    var eventData: JSONObject {
        [
            "skills": .array(skills.map { .string($0.skill.rawValue) }),
            "max_concurrent": .integer(Int64(maxConcurrent)),
        ]
    }
}
