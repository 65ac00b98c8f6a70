/// Whether live agents have the skills of tasks, each set of skills looked up once.
struct RouteBook {
    /// How many agents are read at first, and how many where none of those is live.
    private static let steps = [8, CandidateBook.most]

    let tx: any AgentReading
    let project: Project.ID
    let now: Moment
    private var known: [[Skill]: Bool] = [:]

    init(tx: any AgentReading, project: Project.ID, now: Moment) {
        self.tx = tx
        self.project = project
        self.now = now
    }

    /// Whether a live agent has all of these skills.
    mutating func hasRoute(_ requirements: [Skill]) throws -> Bool {
        if let known = known[requirements] { return known }
        let found = try Self.steps.contains { limit in
            try tx.agents(in: project, holdingAll: requirements, limit: limit).contains { $0.isLive(at: now) }
        }
        known[requirements] = found
        return found
    }
}
