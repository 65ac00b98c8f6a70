package import AthenaCore

extension SQLReading {
    /// The most lanes that are looked at: those whose best task comes first in the order of claims.
    private static var lanesLookedAt: Int { 16 }

    /// Looks at the heads of those parts of a lane's order in which tasks of one priority alone can stand first, in the
    /// lanes that come first.
    ///
    /// The answer is right where no more lanes than that have something ready and nothing has waited for half an hour. Else
    /// one in a later lane, or far behind the heads where tasks of several priorities wait, may have waited longer.
    package func oldestReady(in project: Project.ID, at wall: Int64) throws -> Int64? {
        let heads = try laneOrder(in: project).prefix(Self.lanesLookedAt).map { entry in
            try self.heads(of: entry.lane, at: wall)
        }
        return try Set(heads.joined()).compactMap { try readyAt($0) }.min()
    }

    private func heads(of lane: NameBook.Lane, at wall: Int64) throws -> [Int64] {
        try connection.first(
            OldestStatements.heads,
            [
                .integer(lane.project.rawValue), .integer(lane.id), .integer(wall),
                .integer(Priority.medium.orderKey(readyAt: wall)),
            ]
        ) { row in (0...3).compactMap { row.optionalInteger($0) } } ?? []
    }

    private func readyAt(_ task: Int64) throws -> Int64? {
        try connection.first(
            "SELECT priority, ready_key FROM tasks WHERE id = $1 AND ready_key IS NOT NULL",
            [.integer(task)],
            Self.readyAt
        ) ?? nil
    }

    private static func readyAt(_ row: any SQLRow) -> Int64? {
        Priority(rawValue: Int(row.integer(0)))?.readyAt(orderKey: row.integer(1))
    }
}

private enum OldestStatements {
    private static let head: SQLText = """
        (SELECT id FROM tasks WHERE project = $1 AND lane = $2 AND ready_key IS NOT NULL AND ready_key >
        """

    /// The best critical task, the best other one, the best that is neither high nor overdue, and the best that can only
    /// be low. $3 is the present and $4 the key of a medium task that is ready now.
    static let heads: SQLText =
        "SELECT " + head + " -4611686018427387904 ORDER BY ready_key, id LIMIT 1), " + head
        + " -1 ORDER BY ready_key, id LIMIT 1), " + head + " $3 ORDER BY ready_key, id LIMIT 1), " + head
        + " $4 ORDER BY ready_key, id LIMIT 1)"
}
