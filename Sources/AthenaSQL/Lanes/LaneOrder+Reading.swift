internal import AthenaCore

/// A lane in which something is ready, and the best place in it.
struct OpenLane: Comparable {
    let id: Int64
    var key: Int64
    var task: Int64

    static func < (left: OpenLane, right: OpenLane) -> Bool { (left.key, left.task) < (right.key, right.task) }

    /// The most lanes that a read looks at; an agent's own claim knows no such bound.
    static let most = 10_000

    /// Hops from lane to lane along the index of ready tasks: two seeks a lane, whatever stands in each.
    ///
    /// $1 is the project; $2 and $3 the order key and id behind which the heads are wanted.
    static let heads: SQLText = """
        WITH RECURSIVE open(lane, number) AS (
          SELECT MIN(lane), 1 FROM tasks WHERE project = $1 AND ready_key IS NOT NULL
          UNION ALL
          SELECT (SELECT MIN(t.lane) FROM tasks t WHERE t.project = $1 AND t.ready_key IS NOT NULL AND t.lane > open.lane),
            open.number + 1 FROM open WHERE open.lane IS NOT NULL AND open.number < $4
        )
        SELECT o.lane, h.ready_key, h.id FROM open o JOIN tasks h ON h.id =
          (SELECT t.id FROM tasks t WHERE t.project = $1 AND t.lane = o.lane AND t.ready_key IS NOT NULL
            AND (t.ready_key, t.id) > ($2, $3) ORDER BY t.ready_key, t.id LIMIT 1)
          WHERE o.lane IS NOT NULL
        """

    /// Reads the columns of `heads`.
    init(_ row: any SQLRow) {
        id = row.integer(0)
        key = row.integer(1)
        task = row.integer(2)
    }
}

extension SQLReading {
    /// The lanes with something ready behind a place, in no order.
    func openLanes(in project: Project.ID, after place: (orderKey: Int64, id: Int64)?) throws -> [OpenLane] {
        try connection.all(
            OpenLane.heads,
            [
                .integer(project.rawValue), .integer(place?.orderKey ?? .min), .integer(place?.id ?? 0),
                .integer(OpenLane.most),
            ],
            OpenLane.init
        )
    }
}
