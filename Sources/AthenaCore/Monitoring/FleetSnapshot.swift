/// What monitoring looks at: one consistent reading of a project.
package struct FleetSnapshot: Sendable {
    /// An agent with what is known of it.
    package struct Member: Sendable, Hashable {
        /// The agent.
        package let agent: Agent
        /// Its record over everything.
        package let record: PerformanceRecord
        /// How it is.
        package let health: AgentHealth

        /// Joins an agent with its record and judges it.
        package init(_ agent: Agent, record: PerformanceRecord, fleet: PerformanceRecord, now: Moment) {
            self.agent = agent
            self.record = record
            health = AgentHealth.of(
                agent,
                profile: PerformanceProfile([(.overall, record)]),
                fleet: PerformanceProfile([(.overall, fleet)]),
                now: now
            )
        }
    }

    /// When it was taken.
    package let now: Moment
    /// The queue in its window.
    package var metrics: QueueMetrics
    /// Every agent that is not deregistered.
    package var members: [Member]
    /// Ready tasks by what they require.
    package var lanes: [ReadyLane]
    /// Open tasks whose deadline has passed.
    package var late: [AgentTask] = []
    /// Open tasks whose deadline comes within `soon`.
    package var soonLate: [AgentTask] = []
    /// Tasks that wait for somebody: an answer, a retry, a dependency that ended without success.
    package var attention: [AgentTask] = []
    /// Calls answered within this many milliseconds in 95 of 100 cases, waits left out; nil when not measured.
    package var callP95Ms: Double?

    /// How near a deadline is soon, in milliseconds: an hour.
    package static let soon: Int64 = 3_600_000

    /// Gathers a reading.
    package init(now: Moment, metrics: QueueMetrics, members: [Member], lanes: [ReadyLane] = []) {
        self.now = now
        self.metrics = metrics
        self.members = members
        self.lanes = lanes
    }

    /// Agents that may get work now.
    package var live: [Agent] { members.map(\.agent).filter { $0.isLive(at: now) } }

    /// Lanes for which no live agent has all the skills.
    package var unroutableLanes: [ReadyLane] {
        let live = live
        var holders: [Skill: Set<Agent.ID>] = [:]
        for agent in live { for held in agent.skills { holders[held.skill, default: []].insert(agent.id) } }
        return lanes.filter { lane in
            guard let first = lane.requirements.first else { return live.isEmpty }
            let able = lane.requirements.dropFirst().reduce(holders[first] ?? []) { able, skill in
                able.isEmpty ? able : able.intersection(holders[skill] ?? [])
            }
            return able.isEmpty
        }
    }

    /// Leases lost on any agent within the last hour.
    package var recentLosses: Int { members.reduce(0) { $0.addingWithoutOverflow($1.health.recentLosses) } }
}
