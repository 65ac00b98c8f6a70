import AthenaCore
import AthenaJSON
import Testing

@Suite("Recommendations")
struct RecommendationTests {
    @Test("a quiet fleet needs nothing")
    func nothing() {
        #expect(Recommendation.ranked(for: Situation().snapshot) == [])
    }

    @Test("work without an active agent asks for one with the skills that most tasks need")
    func noAgents() {
        var snapshot = Situation(ready: 4, agents: [Fleet.agent("worker-1", silentFor: 400_000)]).snapshot
        snapshot.lanes = [lane("gpu", count: 1), lane("sql", count: 3)]
        let advice = Recommendation.ranked(for: snapshot)
        #expect(advice.map(\.code) == ["no_agents"])
        #expect(advice.first?.urgency == .critical)
        #expect(advice.first?.evidence == "4 tasks are ready and no agent is active")
        #expect(advice.first?.call.tool == "register_agent")
        #expect(advice.first?.call.arguments == ["agent_id": "worker-2", "skills": ["sql"]])
    }

    @Test("a lane that nobody can serve is named with its skills")
    func noRoute() {
        var snapshot = Situation(ready: 2, agents: [Fleet.agent("a1", "sql"), Fleet.agent("a2", "gpu", "sql")]).snapshot
        snapshot.lanes = [ReadyLane(requirements: Fleet.skills("rust", "sql"), type: "port", count: 2)]
        let advice = Recommendation.ranked(for: snapshot)
        #expect(advice.map(\.code) == ["no_route"])
        #expect(advice.first?.evidence == "2 ready tasks need {rust, sql} and no active agent has them all")
        #expect(advice.first?.call.arguments["skills"] == ["rust", "sql"])
    }

    @Test("a skill in demand with one holder is advice")
    func fragile() {
        var snapshot = Situation(ready: 1, agents: [Fleet.agent("a1", "sql"), Fleet.agent("a2", "gpu")]).snapshot
        snapshot.lanes = [lane("sql", count: 1)]
        let advice = Recommendation.ranked(for: snapshot)
        #expect(advice.map(\.code) == ["one_holder"])
        #expect(advice.first?.evidence == "1 ready task needs sql and only one active agent has it (a1)")
    }

    @Test("full agents ask for another, free ones for a claim after a minute")
    func fullAndFree() {
        let full = [Fleet.agent("a1", load: 5), Fleet.agent("a2", load: 5)]
        var snapshot = Situation(ready: 3, oldestAge: 180_000, agents: full).snapshot
        snapshot.lanes = [ReadyLane(requirements: [], type: "task", count: 3)]
        #expect(Recommendation.ranked(for: snapshot).map(\.code) == ["all_full"])
        #expect(
            Recommendation.ranked(for: snapshot).first?.evidence
                == "all 2 active agents are full and 3 tasks wait, the oldest for 3 min"
        )
        var free = Situation(ready: 3, oldestAge: 60_000, agents: [Fleet.agent("a1", load: 5), Fleet.agent("a2")])
            .snapshot
        free.lanes = snapshot.lanes
        let advice = Recommendation.ranked(for: free)
        #expect(advice.map(\.code) == ["free_agent"])
        #expect(advice.first?.call.arguments == ["agent_id": "a2", "max": 3])
        free.metrics = Situation(ready: 3, oldestAge: 59_000).snapshot.metrics
        #expect(Recommendation.ranked(for: free) == [])
    }

    @Test("agents that lose leases are to be paused, those that fail to be drained, and neither twice")
    func unwell() {
        let losing = Fleet.agent("loses", losses: [Fleet.now.wall, Fleet.now.wall])
        let paused = Fleet.agent("paused", status: .paused, losses: [Fleet.now.wall, Fleet.now.wall])
        var snapshot = Situation(completed: 1, agents: [losing, paused]).snapshot
        let record = Fleet.record(2, 8)
        snapshot.members.append(
            FleetSnapshot.Member(Fleet.agent("fails"), record: record, fleet: record, now: Fleet.now)
        )
        let advice = Recommendation.ranked(for: snapshot)
        #expect(advice.map(\.code) == ["losing_leases", "low_score"])
        #expect(advice[0].call.arguments == ["agent_id": "loses", "status": "paused"])
        #expect(advice[1].call.arguments == ["agent_id": "fails", "status": "draining"])
        #expect(advice[1].evidence == "fails scores 0.21: 8 of 10 outcomes failed")
    }

    @Test("each kind of task that needs somebody has its call")
    func tasks() {
        var snapshot = Situation(waiting: 4).snapshot
        snapshot.attention = [
            Fleet.task(1, status: .waiting), Fleet.task(2, status: .failed), Fleet.task(3, status: .failed),
            Fleet.task(4, status: .blocked),
        ]
        snapshot.late = [Fleet.task(5), Fleet.task(6, status: .running)]
        snapshot.soonLate = [Fleet.task(7)]
        let advice = Recommendation.ranked(for: snapshot, limit: 9)
        #expect(advice.map(\.code) == ["failed_for_good", "needs_you", "blocked_for_good", "late", "soon_late"])
        #expect(
            advice.map(\.call.tool) == ["retry_task", "get_task_status", "get_task_why", "update_task", "update_task"]
        )
        #expect(advice[0].evidence == "2 tasks have failed for good: t2, t3")
        #expect(advice[0].call.arguments == ["task_id": "t2"])
        #expect(advice[3].call.arguments == ["task_id": "t5", "priority": "critical"])
    }

    @Test("more urgent comes first, the limit holds, and the JSON names evidence and call")
    func ranking() {
        var snapshot = Situation(completed: 1, failed: 9, waiting: 1).snapshot
        snapshot.attention = [Fleet.task(1, status: .waiting)]
        let advice = Recommendation.ranked(for: snapshot)
        #expect(advice.map(\.urgency) == [.critical, .warning])
        #expect(Recommendation.ranked(for: snapshot, limit: 1).map(\.code) == ["success_rate"])
        #expect(Recommendation.ranked(for: snapshot, limit: 0) == [])
        let json = advice[0].json
        #expect(json["evidence"]?.stringValue == "only 1 of 10 tasks that ended succeeded")
        #expect(json["call"]?["tool"]?.stringValue == "query_tasks")
        #expect(json["urgency"]?.stringValue == "critical")
    }

    private func lane(_ skill: String, count: Int) -> ReadyLane {
        ReadyLane(requirements: Fleet.skills(skill), type: "task", count: count)
    }
}
