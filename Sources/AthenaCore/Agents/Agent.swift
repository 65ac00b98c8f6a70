/// A named worker with skills and a capacity.
package struct Agent: Sendable, Hashable {
    /// Where the operator wants an agent to be; whether it is offline is derived from `lastSeen` and `load`.
    package enum Status: String, Sendable, CaseIterable {
        case active, draining, paused, quarantined
    }

    /// The name.
    package let id: ID
    /// The store's number for this agent.
    package let key: Int64
    /// The project it belongs to.
    package let project: Project.ID
    /// The skills it holds, sorted, each with where it came from.
    package var skills: [HeldSkill]
    /// The most leases it may hold at once, 1 to 1,000.
    package var maxConcurrent: Int
    /// The operator's wish.
    package var status: Status
    /// Leases held now, reserved ones included.
    package var load: Int
    /// When a call of this agent was last seen, in milliseconds since 1970.
    package var lastSeen: Int64
    /// When it first registered, in milliseconds since 1970.
    package let registeredAt: Int64
    /// Leases of this agent that ran out within the last hour, as times since 1970, oldest first and at most 16.
    package var recentLosses: [Int64]
    /// Skills that an operator took away and that are not learned again by themselves, sorted.
    package var revokedSkills: [Skill]
    /// The operator's or agent's own notes: a JSON object in compact form.
    package var metadata: String?

    /// Makes an agent as the store holds it.
    package init(
        id: ID,
        key: Int64,
        project: Project.ID,
        skills: [HeldSkill],
        maxConcurrent: Int,
        status: Status = .active,
        load: Int = 0,
        lastSeen: Int64,
        registeredAt: Int64,
        recentLosses: [Int64] = [],
        revokedSkills: [Skill] = [],
        metadata: String? = nil
    ) {
        self.id = id
        self.key = key
        self.project = project
        self.skills = skills
        self.maxConcurrent = maxConcurrent
        self.status = status
        self.load = load
        self.lastSeen = lastSeen
        self.registeredAt = registeredAt
        self.recentLosses = recentLosses
        self.revokedSkills = revokedSkills
        self.metadata = metadata
    }

    /// Leases it may still take.
    package var freeSlots: Int { max(0, maxConcurrent - load) }

    /// Silence after which an agent without a lease counts as offline, in milliseconds.
    package static let offlineAfter: Int64 = 300_000

    /// No call for five minutes and no lease.
    package func isOffline(at now: Moment) -> Bool {
        load == 0 && now.wall - lastSeen > Self.offlineAfter
    }

    /// Whether there may be work for it that it could not take as it was before: it is active again, has a slot again,
    /// or has a skill that it lacked.
    package func canTakeWork(unlike former: Agent) -> Bool {
        guard status == .active, freeSlots > 0 else { return false }
        guard former.status == .active, former.freeSlots > 0 else { return true }
        guard skills != former.skills else { return false }
        return !former.holds(all: skills.map(\.skill))
    }

    /// Whether it holds every one of `requirements`.
    package func holds(all requirements: [Skill]) -> Bool {
        requirements.allSatisfy { required in skills.contains { $0.skill == required } }
    }
}

/// A skill of one agent and where it came from.
package struct HeldSkill: Sendable, Hashable {
    /// How a skill came to an agent.
    package enum Source: String, Sendable, CaseIterable {
        case declared, learned, taught
    }

    /// The skill.
    package let skill: Skill
    /// Who says so.
    package let source: Source
    /// Successes that support a learned skill, or nil.
    package let evidence: Int?

    /// Pairs a skill with its source.
    package init(_ skill: Skill, source: Source = .declared, evidence: Int? = nil) {
        self.skill = skill
        self.source = source
        self.evidence = evidence
    }
}
