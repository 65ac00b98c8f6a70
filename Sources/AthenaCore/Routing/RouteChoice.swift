/// An agent that passed every filter, and what it scores.
package struct RouteChoice: Sendable, Hashable {
    /// The agent.
    package let agent: Agent.ID
    /// What it is expected to achieve.
    package let score: Score
    /// Leases it holds now, those given earlier in the same batch included.
    package let load: Int
    /// Leases it may hold.
    package let maxConcurrent: Int
    /// Outcomes known of it; 0 for a newcomer.
    package let outcomes: Int
    let lastActivity: Int64

    init(_ candidate: Candidate, for request: RouteRequest, extraLoad: Int) {
        agent = candidate.agent.id
        score = Score.of(candidate.profile, in: request.fleet, for: request.work, at: request.now.wall)
        load = candidate.agent.load.addingWithoutOverflow(extraLoad)
        maxConcurrent = candidate.agent.maxConcurrent
        outcomes = candidate.profile.overall.outcomes
        lastActivity = candidate.lastActivity
    }

    /// The share of its slots in use.
    package var utilisation: Double { Double(load) / Double(max(maxConcurrent, 1)) }

    /// What the router compares: `score x (1 - utilisation)`.
    package var value: Double { score.value * (1 - utilisation) }

    /// One plain sentence: `claude-1: score 0.91, 1 of 5 slots used`.
    package var sentence: String {
        let origin = outcomes == 0 ? " (the fleet's, it is new)" : ""
        return "\(agent): score \(Figures.twoDecimals(score.value))\(origin), \(load) of \(maxConcurrent) slots used"
    }

    /// Whether this choice is better: by value to a millionth, then lower load, longer idle, name.
    func precedes(_ other: RouteChoice) -> Bool {
        let (mine, its) = ((value * 1e6).rounded(), (other.value * 1e6).rounded())
        if mine != its { return mine > its }
        if load != other.load { return load < other.load }
        if lastActivity != other.lastActivity { return lastActivity < other.lastActivity }
        return agent < other.agent
    }
}
