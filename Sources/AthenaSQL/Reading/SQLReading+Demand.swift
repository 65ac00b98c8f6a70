package import AthenaCore

extension SQLReading {
    package func readyLanes(in project: Project.ID, limit: Int, bound: Int) throws -> [ReadyLane] {
        let counted = try openLanes(in: project, after: nil).map { lane in
            let count = try connection.first(
                """
                SELECT COUNT(*) FROM (SELECT 1 FROM tasks
                  WHERE project = $1 AND lane = $2 AND ready_key IS NOT NULL LIMIT $3) AS ready
                """,
                [.integer(project.rawValue), .integer(lane.id), .integer(bound)]
            ) { Int($0.integer(0)) }
            return (lane: lane.id, count: count ?? 0)
        }
        return try counted.sorted { ($1.count, $0.lane) < ($0.count, $1.lane) }.prefix(limit).map { counted in
            let lane = try names.lane(counted.lane)
            return ReadyLane(requirements: lane.requirements, type: lane.type, count: counted.count)
        }
    }
}
