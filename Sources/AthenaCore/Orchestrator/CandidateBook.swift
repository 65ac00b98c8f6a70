/// Agents as the router weighs them, each read once however many tasks are routed.
struct CandidateBook {
    /// The most agents that are weighed for one piece of work.
    static let most = 1_000
    /// How many agents with some of the skills are read to explain why nobody has all.
    private static let partial = 8

    let tx: any ReadTransaction
    let project: Project.ID
    let now: Moment
    private var profiles: [Agent.ID: PerformanceProfile] = [:]
    private var fleet = PerformanceProfile()

    init(tx: any ReadTransaction, project: Project.ID, now: Moment) {
        self.tx = tx
        self.project = project
        self.now = now
    }

    /// What the router is asked about a task.
    mutating func request(for task: AgentTask, excluding excluded: Set<Agent.ID>) throws -> RouteRequest {
        var request = try request(for: Work(task), excluding: excluded)
        request.avoids = task.avoids
        request.prefers = task.prefers
        return request
    }

    /// What the router is asked about some work.
    mutating func request(for work: Work, excluding excluded: Set<Agent.ID> = []) throws -> RouteRequest {
        var agents = try tx.agents(in: project, holdingAll: work.requirements, limit: Self.most)
        let capable = agents.count
        if agents.isEmpty { agents = try partlyCapable(work.requirements) }
        var request = RouteRequest(work: work, candidates: [], excluded: excluded, now: now)
        request.othersWithoutSkills = max(0, try tx.agentCount(in: project) - max(agents.count, capable))
        request.candidates = try agents.map { agent in
            Candidate(agent, profile: try profile(of: agent.id, for: work))
        }
        request.fleet = try fleet(for: work)
        return request
    }

    /// What is known of an agent in the scopes of some work.
    private mutating func profile(of agent: Agent.ID, for work: Work) throws -> PerformanceProfile {
        var profile = profiles[agent] ?? PerformanceProfile()
        for scope in work.scopes where profile.records[scope] == nil {
            profile[scope] = try tx.performance(of: agent, scope: scope, in: project) ?? PerformanceRecord()
        }
        profiles[agent] = profile
        return profile
    }

    private mutating func fleet(for work: Work) throws -> PerformanceProfile {
        for scope in work.scopes where fleet.records[scope] == nil {
            fleet[scope] = try tx.performance(of: nil, scope: scope, in: project) ?? PerformanceRecord()
        }
        return fleet
    }

    private func partlyCapable(_ requirements: [Skill]) throws -> [Agent] {
        guard requirements.count > 1 else { return [] }
        var found: [Agent.ID: Agent] = [:]
        for skill in requirements {
            for agent in try tx.agents(in: project, holdingAll: [skill], limit: Self.partial) {
                found[agent.id] = agent
            }
        }
        return found.values.sorted { $0.id < $1.id }
    }
}
