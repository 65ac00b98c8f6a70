internal import AthenaJSON

/// Rules about agents: too few, lacking skills, or not well.
enum AgentAdvice {
    /// What the rules say, in their order.
    static func all(_ snapshot: FleetSnapshot) -> [Recommendation] {
        [noAgents(snapshot), allBusy(snapshot)].compactMap { $0 }
            + missingSkills(snapshot) + fragileSkills(snapshot) + losingLeases(snapshot) + lowScores(snapshot)
    }

    private static func noAgents(_ snapshot: FleetSnapshot) -> Recommendation? {
        let ready = Int(clamping: snapshot.metrics.ready)
        guard ready > 0, snapshot.live.isEmpty else { return nil }
        let skills = snapshot.lanes.max { $0.count < $1.count }?.requirements ?? []
        return Recommendation(
            code: "no_agents",
            urgency: .critical,
            evidence: "\(Figures.count(ready, "task is", plural: "tasks are")) ready and no agent is active",
            tasks: ready,
            call: register(skills: skills, in: snapshot)
        )
    }

    private static func allBusy(_ snapshot: FleetSnapshot) -> Recommendation? {
        let live = snapshot.live
        let ready = Int(clamping: snapshot.metrics.ready)
        guard ready > 0, !live.isEmpty, live.allSatisfy({ $0.freeSlots == 0 }) else { return nil }
        let age = Figures.span(snapshot.metrics.oldestReadyAgeMs ?? 0)
        let agents = live.count == 1 ? "the only active agent is full" : "all \(live.count) active agents are full"
        let skills = snapshot.lanes.max { $0.count < $1.count }?.requirements ?? []
        return Recommendation(
            code: "all_full",
            urgency: .warning,
            evidence:
                "\(agents) and \(Figures.count(ready, "task waits", plural: "tasks wait")), the oldest for \(age)",
            tasks: ready,
            call: register(skills: skills, in: snapshot)
        )
    }

    /// Lanes without a route, where there are agents at all; without any, `noAgents` says it.
    private static func missingSkills(_ snapshot: FleetSnapshot) -> [Recommendation] {
        guard !snapshot.live.isEmpty else { return [] }
        return snapshot.unroutableLanes.map { lane in
            let skills = lane.requirements.map(\.rawValue).joined(separator: ", ")
            let subject = Figures.count(lane.count, "ready task needs", plural: "ready tasks need")
            return Recommendation(
                code: "no_route",
                urgency: .warning,
                evidence: "\(subject) {\(skills)} and no active agent has them all",
                tasks: lane.count,
                call: register(skills: lane.requirements, in: snapshot)
            )
        }
    }

    private static func fragileSkills(_ snapshot: FleetSnapshot) -> [Recommendation] {
        Coverage.of(lanes: snapshot.lanes, agents: snapshot.live).fragile.map { demand in
            let holder = snapshot.live.first { $0.holds(all: [demand.skill]) }.map { " (\($0.id))" } ?? ""
            let subject = Figures.count(demand.tasks, "ready task needs", plural: "ready tasks need")
            return Recommendation(
                code: "one_holder",
                urgency: .advice,
                evidence: "\(subject) \(demand.skill) and only one active agent has it\(holder)",
                tasks: demand.tasks,
                call: register(skills: [demand.skill], in: snapshot)
            )
        }
    }

    private static func losingLeases(_ snapshot: FleetSnapshot) -> [Recommendation] {
        snapshot.members.filter {
            $0.health.recentLosses >= AgentHealth.toleratedLosses && $0.agent.status == .active
        }.map { member in
            Recommendation(
                code: "losing_leases",
                urgency: .warning,
                evidence: "\(member.agent.id) lost \(member.health.recentLosses) leases in the last hour",
                tasks: member.agent.load,
                call: setStatus(of: member.agent, to: .paused)
            )
        }
    }

    private static func lowScores(_ snapshot: FleetSnapshot) -> [Recommendation] {
        snapshot.members.filter {
            $0.record.outcomes >= AgentHealth.neededOutcomes && $0.health.score < AgentHealth.neededScore
                && $0.agent.isLive(at: snapshot.now)
        }.map { member in
            let figures = "\(member.record.failures) of \(member.record.outcomes) outcomes failed"
            return Recommendation(
                code: "low_score",
                urgency: .advice,
                evidence: "\(member.agent.id) scores \(Figures.twoDecimals(member.health.score)): \(figures)",
                tasks: member.agent.load,
                call: setStatus(of: member.agent, to: .draining)
            )
        }
    }

    private static func setStatus(of agent: Agent, to status: Agent.Status) -> Recommendation.Call {
        Recommendation.Call(
            tool: "set_agent_status",
            arguments: ["agent_id": .string(agent.id.rawValue), "status": .string(status.rawValue)]
        )
    }

    /// A registration under the first name `worker-1`, `worker-2` ... that is free.
    private static func register(skills: [Skill], in snapshot: FleetSnapshot) -> Recommendation.Call {
        let taken = Set(snapshot.members.map(\.agent.id.rawValue))
        let number = (1...(taken.count + 1)).first { !taken.contains("worker-\($0)") } ?? 1
        return Recommendation.Call(
            tool: "register_agent",
            arguments: [
                "agent_id": .string("worker-\(number)"), "skills": .array(skills.map { .string($0.rawValue) }),
            ]
        )
    }
}
