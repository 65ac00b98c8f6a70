/// Reading agents and what is known of their work.
package protocol AgentReading {
    /// One agent; nil when it never registered or was deregistered.
    func agent(_ id: Agent.ID, in project: Project.ID) throws -> Agent?
    /// Whether an agent of this name is registered or once was.
    func wasRegistered(_ id: Agent.ID, in project: Project.ID) throws -> Bool
    /// How many agents are registered.
    func agentCount(in project: Project.ID) throws -> Int
    /// Agents by name, behind `after`.
    func agents(in project: Project.ID, after: Agent.ID?, limit: Int) throws -> [Agent]
    /// Agents that hold every one of `skills`, from an index on skills; all agents when `skills` is empty.
    func agents(in project: Project.ID, holdingAll skills: [Skill], limit: Int) throws -> [Agent]
    /// How many agents hold each skill.
    func skillHolders(in project: Project.ID) throws -> [(skill: Skill, holders: Int)]
    /// One record of performance; of the whole fleet when `agent` is nil.
    func performance(of agent: Agent.ID?, scope: PerformanceScope, in project: Project.ID) throws -> PerformanceRecord?
    /// Every record of one agent.
    func performances(of agent: Agent.ID, in project: Project.ID) throws -> [(PerformanceScope, PerformanceRecord)]
}

/// Changing agents.
package protocol AgentWriting {
    /// Stores a new agent, or brings a deregistered one back under its old number.
    func register(_ agent: NewAgent) throws -> Agent
    /// Stores every field of an agent; written once at the end of the batch.
    func save(_ agent: Agent) throws
    /// Takes an agent out of every list; its history stays.
    func deregister(_ agent: Agent, at wall: Int64) throws
    /// Stores a record of performance; written once at the end of the batch.
    func save(_ record: PerformanceRecord, of agent: Agent.ID?, scope: PerformanceScope, in project: Project.ID) throws
}

/// An agent that is about to be stored.
package struct NewAgent: Sendable, Hashable {
    package let id: Agent.ID
    package let project: Project.ID
    package let skills: [HeldSkill]
    package let maxConcurrent: Int
    package let metadata: String?
    package let registeredAt: Int64

    /// Describes a registration.
    package init(
        id: Agent.ID,
        project: Project.ID,
        skills: [HeldSkill],
        maxConcurrent: Int,
        metadata: String?,
        registeredAt: Int64
    ) {
        self.id = id
        self.project = project
        self.skills = skills
        self.maxConcurrent = maxConcurrent
        self.metadata = metadata
        self.registeredAt = registeredAt
    }
}
