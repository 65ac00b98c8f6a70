package import AthenaCore

extension SQLReading {
    package func poll(_ query: PollQuery) throws -> [AgentTask] {
        guard query.limit > 0 else { return [] }
        return query.readyOnly && query.status == .pending ? try pollReady(query) : try pollByID(query)
    }

    /// Merges the lanes, each of which is entered when its best task is the next: the cost is that of the tasks found.
    private func pollReady(_ query: PollQuery) throws -> [AgentTask] {
        let skills = query.skills.map { Set($0) }
        var lanes = try laneOrder(in: query.project).makeIterator()
        var upcoming = lanes.next()
        var turns = PriorityHeap<Turn>([])
        var found: [TaskRow] = []
        while found.count < query.limit {
            while let entry = upcoming, turns.first.map({ entry.head < $0.place }) ?? true {
                upcoming = lanes.next()
                guard skills.map({ entry.lane.requirements.allSatisfy($0.contains) }) ?? true else { continue }
                if let entrance = try entrance(of: entry, behind: query.after) { turns.insert(entrance) }
            }
            guard var turn = turns.popFirst() else { break }
            if turn.rows.isEmpty { try readAhead(&turn, atMost: query.limit - found.count) }
            guard let row = turn.rows.popLast() else { continue }
            found.append(row)
            if let next = try turn.rows.last?.head ?? place(in: turn.lane, behind: row.head) {
                turn.place = next
                turns.insert(turn)
            }
        }
        return try found.map { try $0.named(by: names) }
    }

    /// Where a lane enters the merge; nil when nothing of it is behind `place`.
    private func entrance(of entry: LaneOrder.Entry, behind place: (orderKey: Int64, id: Int64)?) throws -> Turn? {
        guard let place = place.map({ LaneHead(key: $0.orderKey, id: $0.id) }), entry.head <= place else {
            return Turn(lane: entry.lane, place: entry.head)
        }
        return try self.place(in: entry.lane, behind: place).map { Turn(lane: entry.lane, place: $0) }
    }

    /// Reads the next tasks of a lane from its place on, twice as many as the last time: mostly the first is enough.
    private func readAhead(_ turn: inout Turn, atMost wanted: Int) throws {
        if turn.rowsAtOnce == 1 {
            turn.rows = try connection.all(TaskStatements.byID, [.integer(turn.place.id)]) { try TaskRow($0) }
        } else {
            turn.rows = try connection.all(
                ReadyStatements.ofLaneBehind,
                [
                    .integer(turn.lane.project.rawValue), .integer(turn.lane.id), .integer(turn.place.key),
                    .integer(turn.place.id - 1), .integer(min(turn.rowsAtOnce, wanted)),
                ]
            ) { try TaskRow($0) }.reversed()
        }
        turn.rowsAtOnce = min(turn.rowsAtOnce * 2, Turn.mostRowsAtOnce)
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
    static let mostRowsAtOnce = 32

    let lane: NameBook.Lane
    /// Where the next task of the lane stands.
    var place: LaneHead
    var rows: [TaskRow] = []
    var rowsAtOnce = 1

    init(lane: NameBook.Lane, place: LaneHead) {
        self.lane = lane
        self.place = place
    }

    static func < (left: Turn, right: Turn) -> Bool { left.place < right.place }
    static func == (left: Turn, right: Turn) -> Bool { left.place == right.place }
}
