package import AthenaCore

extension SQLReading {
    package func poll(_ query: PollQuery) throws -> [AgentTask] {
        guard query.limit > 0 else { return [] }
        return query.readyOnly && query.status == .pending ? try pollReady(query) : try pollByID(query)
    }

    /// Merges the heads of the lanes: the cost depends on how many lanes have something ready, not on how much.
    private func pollReady(_ query: PollQuery) throws -> [AgentTask] {
        let open = try openLanes(in: query.project, after: query.after).filter { lane in
            guard let skills = query.skills else { return true }
            return try names.lane(lane.id).requirements.allSatisfy { skills.contains($0) }
        }
        var heap = PriorityHeap(open.map { Turn(lane: $0, rows: []) })
        var found: [TaskRow] = []
        while found.count < query.limit, var turn = heap.popFirst() {
            if turn.rows.isEmpty { turn.rows = try rows(from: turn.lane, of: query.project) }
            guard let row = turn.rows.popLast() else { continue }
            found.append(row)
            if let next = try next(after: turn, in: query.project) { heap.insert(next) }
        }
        return try found.map { try $0.named(by: names) }
    }

    /// Where a lane stands once its best task is taken off.
    private func next(after turn: Turn, in project: Project.ID) throws -> Turn? {
        if let next = turn.rows.last {
            var lane = turn.lane
            lane.key = next.readyKey ?? .max
            lane.task = next.id
            return Turn(lane: lane, rows: turn.rows)
        }
        let head = try connection.first(
            """
            SELECT lane, ready_key, id FROM tasks WHERE project = $1 AND lane = $2 AND ready_key IS NOT NULL
              AND (ready_key, id) > ($3, $4) ORDER BY ready_key, id LIMIT 1
            """,
            [
                .integer(project.rawValue), .integer(turn.lane.id), .integer(turn.lane.key), .integer(turn.lane.task),
            ],
            OpenLane.init
        )
        return head.map { Turn(lane: $0, rows: []) }
    }

    /// The next few tasks of a lane, its head included, last first.
    private func rows(from lane: OpenLane, of project: Project.ID) throws -> [TaskRow] {
        try connection.all(
            ReadyStatements.ofLaneBehind,
            [
                .integer(project.rawValue), .integer(lane.id), .integer(lane.key), .integer(lane.task - 1),
                .integer(Turn.rowsAtOnce),
            ]
        ) { try TaskRow($0) }.reversed()
    }

    private func pollByID(_ query: PollQuery) throws -> [AgentTask] {
        var list = TaskQuery(project: query.project, sort: .oldest, limit: query.limit)
        list.statuses = [query.status]
        list.after = query.after.map { ($0.orderKey, $0.id) }
        guard let skills = query.skills else { return try self.list(list) }
        return try self.list(list).filter { $0.requirements.allSatisfy { skills.contains($0) } }
    }
}

/// A lane's turn in the merge, with rows that were read ahead, last first.
private struct Turn: Comparable {
    static let rowsAtOnce = 8

    let lane: OpenLane
    var rows: [TaskRow]

    static func < (left: Turn, right: Turn) -> Bool { left.lane < right.lane }
    static func == (left: Turn, right: Turn) -> Bool { left.lane == right.lane }
}
