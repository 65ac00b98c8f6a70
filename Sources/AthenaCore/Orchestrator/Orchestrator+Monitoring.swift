extension Orchestrator {
    /// The most agents, lanes and tasks that monitoring looks at.
    private static let watched = 1_000
    private static let counted = 10_000
    private static let shown = 100
    private static let lanes = 10_000

    /// What the queue did in a window and where its tasks stand.
    package func metrics(windowMinutes: Int, as caller: Caller) async throws -> QueueMetrics {
        let now = time.now()
        return try await store.read { tx in
            try Self.metrics(windowMinutes, in: tx, project: caller.project.id, now: now)
        }
    }

    /// What routing did in a window and how the fleet is loaded.
    package func routingStats(windowMinutes: Int, as caller: Caller) async throws -> RoutingStats {
        let now = time.now()
        return try await store.read { tx in
            let project = caller.project.id
            return RoutingStats(
                metrics: try Self.metrics(windowMinutes, in: tx, project: project, now: now),
                agents: try tx.agents(in: project, after: nil, limit: Self.watched),
                now: now
            )
        }
    }

    /// One consistent reading of queue and fleet, for health and recommendations.
    ///
    /// - Parameter callP95Ms: how long calls take of late, where it is known.
    package func snapshot(windowMinutes: Int = 60, callP95Ms: Double?, as caller: Caller) async throws -> FleetSnapshot
    {
        let now = time.now()
        return try await store.read { tx in
            let project = caller.project.id
            let fleet = try tx.fleet(in: project).overall
            let members = try tx.agents(in: project, after: nil, limit: Self.watched).map { agent in
                let record = try tx.performance(of: agent.id, scope: .overall, in: project) ?? PerformanceRecord()
                return FleetSnapshot.Member(agent, record: record, fleet: fleet, now: now)
            }
            var snapshot = FleetSnapshot(
                now: now,
                metrics: try Self.metrics(windowMinutes, in: tx, project: project, now: now),
                members: members,
                lanes: try tx.readyLanes(in: project, limit: Self.lanes, bound: Self.counted)
            )
            let due = try tx.tasksDue(before: now.wall + FleetSnapshot.soon, in: project, limit: Self.shown)
            snapshot.late = due.filter { ($0.deadline ?? .max) <= now.wall }
            snapshot.soonLate = due.filter { ($0.deadline ?? .max) > now.wall }
            snapshot.attention = try tx.needingAttention(in: project, limit: Self.shown)
            snapshot.callP95Ms = callP95Ms
            return snapshot
        }
    }

    private static func metrics(
        _ windowMinutes: Int,
        in tx: any ReadTransaction,
        project: Project.ID,
        now: Moment
    ) throws -> QueueMetrics {
        QueueMetrics(
            from: try tx.tally(in: project, before: now.wall - Int64(windowMinutes) * 60_000),
            to: try tx.tally(in: project),
            windowMinutes: windowMinutes,
            oldestReadyAt: try tx.oldestReady(in: project, at: now.wall),
            now: now
        )
    }
}
