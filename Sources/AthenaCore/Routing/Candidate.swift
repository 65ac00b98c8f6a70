/// An agent as the router weighs it.
package struct Candidate: Sendable, Hashable {
    /// The agent.
    package let agent: Agent
    /// Its records, at least those of the work's scopes.
    package let profile: PerformanceProfile
    /// When it last ended an attempt, in wall milliseconds; 0 for never. Of equals, the longest idle is chosen.
    package let lastActivity: Int64

    /// Puts an agent before the router; its last activity is its newest outcome unless given.
    package init(_ agent: Agent, profile: PerformanceProfile, lastActivity: Int64? = nil) {
        self.agent = agent
        self.profile = profile
        self.lastActivity = lastActivity ?? profile.overall.weighedAt
    }
}

/// What the router is asked: which agent should do this work.
package struct RouteRequest: Sendable, Hashable {
    /// The skills and the type of the work.
    package var work: Work
    /// The agents to choose from. To explain why nobody can do it, also those that hold some of the skills.
    package var candidates: [Candidate]
    /// How many further agents the index on skills has ruled out already.
    package var othersWithoutSkills: Int
    /// Agents the caller does not want.
    package var excluded: Set<Agent.ID>
    /// An agent that must not get this task before a time.
    package var avoids: AgentTask.Affinity?
    /// An agent that gets this task if it can, until a time.
    package var prefers: AgentTask.Affinity?
    /// The records of all agents together, for the work's scopes.
    package var fleet: PerformanceProfile
    /// The present.
    package var now: Moment

    /// Asks for an agent for some work.
    package init(
        work: Work,
        candidates: [Candidate],
        othersWithoutSkills: Int = 0,
        excluded: Set<Agent.ID> = [],
        fleet: PerformanceProfile = PerformanceProfile(),
        now: Moment
    ) {
        self.work = work
        self.candidates = candidates
        self.othersWithoutSkills = othersWithoutSkills
        self.excluded = excluded
        self.fleet = fleet
        self.now = now
    }

    /// Asks for an agent for a task, minding whom it avoids and prefers.
    package init(
        task: AgentTask,
        candidates: [Candidate],
        othersWithoutSkills: Int = 0,
        excluded: Set<Agent.ID> = [],
        fleet: PerformanceProfile = PerformanceProfile(),
        now: Moment
    ) {
        self.init(
            work: Work(task),
            candidates: candidates,
            othersWithoutSkills: othersWithoutSkills,
            excluded: excluded,
            fleet: fleet,
            now: now
        )
        avoids = task.avoids
        prefers = task.prefers
    }
}
