package import AthenaCore

extension SQLReading {
    /// Looks at the heads of those parts of each lane's order in which tasks of one priority alone can stand first, and a
    /// little way behind them.
    ///
    /// The answer is right as long as nothing has waited for half an hour; where tasks of several priorities have, one that
    /// stands far behind the heads may have waited longer.
    package func oldestReady(in project: Project.ID, at wall: Int64) throws -> Int64? {
        let heads = try connection.all(
            OldestStatements.heads,
            [
                .integer(project.rawValue), .integer(wall), .integer(Priority.medium.orderKey(readyAt: wall)),
                .integer(OpenLane.most),
            ],
            LaneHeads.init
        )
        let oldest = try Set(heads.flatMap(\.tasks)).compactMap { try readyAt($0) }.min()
        guard let oldest else { return nil }
        return try overdue(heads, in: project, than: oldest)
    }

    private func readyAt(_ task: Int64) throws -> Int64? {
        try connection.first(
            "SELECT priority, ready_key FROM tasks WHERE id = $1 AND ready_key IS NOT NULL",
            [.integer(task)],
            Self.readyAt
        ) ?? nil
    }

    /// The oldest of those that stand behind the heads although they have waited longer, a few of each lane.
    private func overdue(_ heads: [LaneHeads], in project: Project.ID, than oldest: Int64) throws -> Int64 {
        let each = max(1, OldestStatements.rows / max(heads.count, 1))
        return try heads.reduce(oldest) { oldest, head in
            let rows = try connection.all(
                OldestStatements.behind,
                [
                    .integer(project.rawValue), .integer(head.lane), .integer(Priority.low.orderKey(readyAt: oldest)),
                    .integer(each),
                ],
                Self.readyAt
            )
            return rows.compactMap { $0 }.reduce(oldest, min)
        }
    }

    private static func readyAt(_ row: any SQLRow) -> Int64? {
        Priority(rawValue: Int(row.integer(0)))?.readyAt(orderKey: row.integer(1))
    }
}

/// The first tasks of the parts of one lane.
private struct LaneHeads {
    let lane: Int64
    let tasks: [Int64]

    init(_ row: any SQLRow) {
        lane = row.integer(0)
        tasks = (1...4).compactMap { row.optionalInteger($0) }
    }
}

private enum OldestStatements {
    /// How many tasks behind the heads are looked at in all.
    static let rows = 500

    private static let head: SQLText = """
        (SELECT t.id FROM tasks t WHERE t.project = $1 AND t.lane = o.lane AND t.ready_key IS NOT NULL AND t.ready_key >
        """

    /// The best critical task, the best other one, the best that is neither high nor overdue, and the best that can only
    /// be low. $2 is the present and $3 the key of a medium task that is ready now.
    static let heads: SQLText =
        OpenLane.lanes + "SELECT o.lane, " + head + " -4611686018427387904 ORDER BY t.ready_key, t.id LIMIT 1), " + head
        + " -1 ORDER BY t.ready_key, t.id LIMIT 1), " + head + " $2 ORDER BY t.ready_key, t.id LIMIT 1), " + head
        + " $3 ORDER BY t.ready_key, t.id LIMIT 1) FROM open o WHERE o.lane IS NOT NULL"

    /// Tasks of a lane that could have been ready before a time, if they are low: $3 is the key of such a task.
    static let behind: SQLText = """
        SELECT priority, ready_key FROM tasks WHERE project = $1 AND lane = $2 AND ready_key IS NOT NULL
          AND ready_key > -1 AND ready_key < $3 ORDER BY ready_key LIMIT $4
        """
}
