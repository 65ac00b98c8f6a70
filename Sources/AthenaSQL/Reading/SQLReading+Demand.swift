package import AthenaCore

extension SQLReading {
    package func readyLanes(in project: Project.ID, limit: Int, bound: Int) throws -> [ReadyLane] {
        let counted = try laneOrder(in: project).map { entry in
            let count = try entry.count.map { min($0, bound) } ?? readyCount(of: entry.lane, bound: bound)
            return (lane: entry.lane, count: count)
        }
        return counted.sorted { ($1.count, $0.lane.id) < ($0.count, $1.lane.id) }.prefix(limit).map { counted in
            ReadyLane(requirements: counted.lane.requirements, type: counted.lane.type, count: counted.count)
        }
    }
}
