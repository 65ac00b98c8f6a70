/// Which skills the ready work needs and how many agents hold them.
package struct Coverage: Sendable, Hashable {
    /// One skill in demand.
    package struct Demand: Sendable, Hashable {
        /// The skill.
        package let skill: Skill
        /// Ready tasks that require it.
        package let tasks: Int
        /// Agents that hold it.
        package let holders: Int
    }

    /// Every skill that a ready task requires: fewest holders first, then most tasks, then by name.
    package let demands: [Demand]
    /// Requirement sets that no single agent can serve although each of their skills has a holder, largest first.
    package let scattered: [ReadyLane]

    /// Skills in demand that nobody holds.
    package var missing: [Demand] { demands.filter { $0.holders == 0 } }
    /// Skills in demand that hang on one agent.
    package var fragile: [Demand] { demands.filter { $0.holders == 1 } }

    /// Compares demand with supply.
    ///
    /// - Parameters:
    ///   - lanes: ready tasks by what they require.
    ///   - holders: how many agents hold each skill; a skill that is absent has none.
    ///   - canServe: whether some agent holds all of a lane's skills.
    package static func of(
        lanes: [ReadyLane],
        holders: [Skill: Int],
        canServe: (ReadyLane) throws -> Bool
    ) rethrows -> Coverage {
        var tasks: [Skill: Int] = [:]
        for lane in lanes {
            for skill in lane.requirements { tasks[skill] = (tasks[skill] ?? 0).addingWithoutOverflow(lane.count) }
        }
        let demands = tasks.map { Demand(skill: $0.key, tasks: $0.value, holders: holders[$0.key] ?? 0) }
        let scattered = try lanes.filter { lane in
            try lane.requirements.allSatisfy { (holders[$0] ?? 0) > 0 } && !canServe(lane)
        }
        return Coverage(
            demands: demands.sorted { ($0.holders, -$0.tasks, $0.skill) < ($1.holders, -$1.tasks, $1.skill) },
            scattered: scattered.sorted { $0.count > $1.count }
        )
    }

    /// Compares demand with the skills of the agents given.
    package static func of(lanes: [ReadyLane], agents: [Agent]) -> Coverage {
        var holders: [Skill: Int] = [:]
        for agent in agents {
            for held in agent.skills { holders[held.skill, default: 0] += 1 }
        }
        return of(lanes: lanes, holders: holders) { lane in
            agents.contains { $0.holds(all: lane.requirements) }
        }
    }
}
