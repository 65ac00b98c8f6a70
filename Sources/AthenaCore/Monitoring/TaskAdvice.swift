internal import AthenaJSON

/// Rules about tasks: late, dead, waiting for somebody, failing, or waiting while agents are free.
enum TaskAdvice {
    /// What the rules say, in their order.
    static func all(_ snapshot: FleetSnapshot) -> [Recommendation] {
        [
            questions(snapshot), dead(snapshot), stuck(snapshot), late(snapshot), soonLate(snapshot), failing(snapshot),
            freeHands(snapshot),
        ].compactMap { $0 }
    }

    private static func questions(_ snapshot: FleetSnapshot) -> Recommendation? {
        let tasks = snapshot.attention.filter { $0.status == .waiting }
        return recommendation(
            "needs_you",
            .warning,
            about: tasks,
            evidence: { "\(Figures.count(tasks.count, "task waits", plural: "tasks wait")) for an answer: \($0)" },
            call: { Recommendation.Call(tool: "get_task_status", arguments: ["task_id": $0, "detail": "history"]) }
        )
    }

    private static func dead(_ snapshot: FleetSnapshot) -> Recommendation? {
        let tasks = snapshot.attention.filter { $0.status == .failed }
        return recommendation(
            "failed_for_good",
            .warning,
            about: tasks,
            evidence: { "\(Figures.count(tasks.count, "task has", plural: "tasks have")) failed for good: \($0)" },
            call: { Recommendation.Call(tool: "retry_task", arguments: ["task_id": $0]) }
        )
    }

    private static func stuck(_ snapshot: FleetSnapshot) -> Recommendation? {
        let tasks = snapshot.attention.filter { $0.status == .blocked }
        return recommendation(
            "blocked_for_good",
            .warning,
            about: tasks,
            evidence: {
                "\(Figures.count(tasks.count, "task waits", plural: "tasks wait")) for a dependency that ended without success: \($0)"
            },
            call: { Recommendation.Call(tool: "get_task_why", arguments: ["task_id": $0]) }
        )
    }

    private static func late(_ snapshot: FleetSnapshot) -> Recommendation? {
        let tasks = snapshot.late.filter { $0.priority != .critical && $0.status == .pending }
        return recommendation(
            "late",
            .warning,
            about: tasks,
            evidence: {
                "\(Figures.count(tasks.count, "task is", plural: "tasks are")) past the deadline and not begun: \($0)"
            },
            call: { Recommendation.Call(tool: "update_task", arguments: ["task_id": $0, "priority": "critical"]) }
        )
    }

    private static func soonLate(_ snapshot: FleetSnapshot) -> Recommendation? {
        let tasks = snapshot.soonLate.filter { $0.priority > .high && $0.status == .pending }
        return recommendation(
            "soon_late",
            .advice,
            about: tasks,
            evidence: {
                "\(Figures.count(tasks.count, "task is", plural: "tasks are")) due within \(Figures.span(FleetSnapshot.soon)) and not begun: \($0)"
            },
            call: { Recommendation.Call(tool: "update_task", arguments: ["task_id": $0, "priority": "high"]) }
        )
    }

    private static func failing(_ snapshot: FleetSnapshot) -> Recommendation? {
        let metrics = snapshot.metrics
        guard let rate = metrics.successRate, rate < QueueHealth.successThresholds.warn else { return nil }
        let isBad = rate < QueueHealth.successThresholds.critical
        return Recommendation(
            code: "success_rate",
            urgency: isBad ? .critical : .warning,
            evidence: "only \(metrics.completed) of \(metrics.ended) tasks that ended succeeded",
            tasks: Int(clamping: metrics.failed),
            call: Recommendation.Call(tool: "query_tasks", arguments: ["status": ["failed"], "group_by": "type"])
        )
    }

    /// Work that has waited a minute although an agent with the skills has a free slot: the agent does not ask for it.
    private static func freeHands(_ snapshot: FleetSnapshot) -> Recommendation? {
        guard let age = snapshot.metrics.oldestReadyAgeMs, age >= QueueHealth.burst else { return nil }
        let free = snapshot.live.filter { $0.freeSlots > 0 }.sorted { $0.id < $1.id }
        let pairs = snapshot.lanes.lazy.compactMap { lane in
            free.first { $0.holds(all: lane.requirements) }.map { (agent: $0, lane: lane) }
        }
        guard let pair = pairs.max(by: { $0.lane.count < $1.lane.count }) else { return nil }
        let subject = Figures.count(pair.lane.count, "task is", plural: "tasks are")
        let slots = Figures.count(pair.agent.freeSlots, "free slot")
        return Recommendation(
            code: "free_agent",
            urgency: .advice,
            evidence:
                "\(subject) ready while \(pair.agent.id) has \(slots) and the skills; the oldest has waited \(Figures.span(age))",
            tasks: pair.lane.count,
            call: Recommendation.Call(
                tool: "claim_task",
                arguments: [
                    "agent_id": .string(pair.agent.id.rawValue),
                    "max": .integer(Int64(min(pair.agent.freeSlots, pair.lane.count, 20))),
                ]
            )
        )
    }

    /// One recommendation about several tasks, with the call for the first of them; nil for none.
    private static func recommendation(
        _ code: String,
        _ urgency: Recommendation.Urgency,
        about tasks: [AgentTask],
        evidence: (String) -> String,
        call: (JSON) -> Recommendation.Call
    ) -> Recommendation? {
        guard let first = tasks.first else { return nil }
        return Recommendation(
            code: code,
            urgency: urgency,
            evidence: evidence(Figures.list(tasks.map(\.id.description))),
            tasks: tasks.count,
            call: call(.string(first.id.description))
        )
    }
}
