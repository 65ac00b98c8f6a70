package import AthenaCore

extension SQLReading {
    /// The most lanes headed by a critical task behind which an older one is looked for.
    private static var criticalLanes: Int { 100 }

    package func readyLanes(in project: Project.ID, limit: Int, bound: Int) throws -> [ReadyLane] {
        let counted = try laneOrder(in: project).map { entry in
            let count = try entry.count.map { min($0, bound) } ?? readyCount(of: entry.lane, bound: bound)
            return (lane: entry.lane, count: count)
        }
        return counted.sorted { ($1.count, $0.lane.id) < ($0.count, $1.lane.id) }.prefix(limit).map { counted in
            ReadyLane(requirements: counted.lane.requirements, type: counted.lane.type, count: counted.count)
        }
    }

    /// Looks at the best task of each lane, and at the best other one where that is critical: it passed those.
    package func oldestReady(in project: Project.ID) throws -> Int64? {
        var oldest: Int64?
        var criticalLanes = 0
        for entry in try laneOrder(in: project) {
            oldest = min(oldest ?? .max, entry.head.since)
            guard entry.head.key < 0, criticalLanes < Self.criticalLanes else { continue }
            criticalLanes += 1
            guard let other = try place(in: entry.lane, behind: (-1, .max)) else { continue }
            let since = try connection.first("SELECT updated_at FROM tasks WHERE id = $1", [.integer(other.id)]) {
                $0.integer(0)
            }
            oldest = min(oldest ?? .max, since ?? .max)
        }
        return oldest
    }
}
