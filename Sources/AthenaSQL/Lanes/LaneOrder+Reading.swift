internal import AthenaCore

extension SQLReading {
    /// The lanes in which something is ready: as the writer has posted them, else read from the index of ready tasks.
    func laneOrder(in project: Project.ID) throws -> LaneOrder {
        guard let bulletin else { return try readLaneOrder(in: project) }
        let sequence = try eventHead(in: project).sequence
        if let posted = bulletin.order(of: project, at: sequence) { return posted }
        let order = try readLaneOrder(in: project)
        bulletin.offer(order, of: project, at: sequence)
        return order
    }

    private func readLaneOrder(in project: Project.ID) throws -> LaneOrder {
        let heads = try connection.all(
            LaneStatements.heads,
            [.integer(project.rawValue), .integer(LaneStatements.mostLanes)]
        ) { (lane: $0.integer(2), head: LaneHead($0)) }
        return LaneOrder(
            try heads.map { LaneOrder.Entry(lane: try names.lane($0.lane), head: $0.head, count: nil) }
        )
    }

    /// How many tasks of a lane are ready, counted up to `bound`.
    func readyCount(of lane: NameBook.Lane, bound: Int) throws -> Int {
        try connection.first(
            """
            SELECT COUNT(*) FROM (SELECT 1 FROM tasks
              WHERE project = $1 AND lane = $2 AND ready_key IS NOT NULL LIMIT $3) AS ready
            """,
            [.integer(lane.project.rawValue), .integer(lane.id), .integer(bound)]
        ) { Int($0.integer(0)) } ?? 0
    }

    /// Where the next ready task of a lane stands behind a place.
    func place(in lane: NameBook.Lane, behind place: LaneHead) throws -> LaneHead? {
        try connection.first(
            LaneStatements.placeBehind,
            [.integer(lane.project.rawValue), .integer(lane.id), .integer(place.key), .integer(place.id)],
            LaneHead.init
        )
    }
}

private enum LaneStatements {
    /// The most lanes that are read from the index; what the writer posts knows no such bound.
    static let mostLanes = 10_000

    /// Hops from lane to lane along the index of ready tasks: two seeks a lane, whatever stands in each.
    static let heads: SQLText = """
        WITH RECURSIVE open(lane, number) AS (
          SELECT MIN(lane), 1 FROM tasks WHERE project = $1 AND ready_key IS NOT NULL
          UNION ALL
          SELECT (SELECT MIN(t.lane) FROM tasks t WHERE t.project = $1 AND t.ready_key IS NOT NULL AND t.lane > open.lane),
            open.number + 1 FROM open WHERE open.lane IS NOT NULL AND open.number < $2
        )
        SELECT h.ready_key, h.id, o.lane FROM open o JOIN tasks h ON h.id =
          (SELECT t.id FROM tasks t WHERE t.project = $1 AND t.lane = o.lane AND t.ready_key IS NOT NULL
            ORDER BY t.ready_key, t.id LIMIT 1)
          WHERE o.lane IS NOT NULL
        """

    /// Answered from the index alone.
    static let placeBehind: SQLText = """
        SELECT ready_key, id FROM tasks WHERE project = $1 AND lane = $2 AND ready_key IS NOT NULL
          AND (ready_key, id) > ($3, $4) ORDER BY ready_key, id LIMIT 1
        """
}
