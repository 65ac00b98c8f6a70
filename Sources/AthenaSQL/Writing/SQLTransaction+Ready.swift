package import AthenaCore

extension SQLTransaction {
    /// The most tasks of one lane that are shown to a caller who refuses them.
    private static var rowsOfLane: Int { 32 }

    package func firstReady(
        in project: Project.ID,
        skills: [Skill],
        types: [String]?,
        where isAcceptable: (AgentTask) -> Bool
    ) throws -> AgentTask? {
        let board = writer.lanes
        let places = try board.places(for: LaneBoard.Question(project: project, skills: skills, types: types))
        while let (place, head) = try board.best(of: places) {
            guard let row = try readyRow(head) else {
                board.distrust(place)
                continue
            }
            let task = try row.named(by: names)
            if isAcceptable(task) { return task }
            return try nextReady(behind: (place, head), among: places, where: isAcceptable)
        }
        return nil
    }

    /// Goes on in the order of claims when the first choice was refused.
    ///
    /// A lane's further rows are read only once its head has been refused too.
    private func nextReady(
        behind refused: (place: Int, head: LaneHead),
        among places: [Int],
        where isAcceptable: (AgentTask) -> Bool
    ) throws -> AgentTask? {
        let others = writer.lanes.heads(of: places).filter { $0.place != refused.place }
        var open = PriorityHeap(others.map { Candidate(head: $0.head, place: $0.place, row: nil) })
        try pushRest(of: refused.place, behind: refused.head, to: &open)
        while let candidate = open.popFirst() {
            guard let row = try candidate.row ?? readyRow(candidate.head) else {
                writer.lanes.distrust(candidate.place)
                continue
            }
            let task = try row.named(by: names)
            if isAcceptable(task) { return task }
            if candidate.row == nil { try pushRest(of: candidate.place, behind: candidate.head, to: &open) }
        }
        return nil
    }

    private func pushRest(of place: Int, behind head: LaneHead, to open: inout PriorityHeap<Candidate>) throws {
        let lane = writer.lanes.lane(at: place)
        let rows = try connection.all(
            ReadyStatements.ofLaneBehind,
            [
                .integer(lane.project.rawValue), .integer(lane.id), .integer(head.key), .integer(head.id),
                .integer(Self.rowsOfLane - 1),
            ]
        ) { try TaskRow($0) }
        for row in rows {
            open.insert(Candidate(head: row.head, place: place, row: row))
        }
    }

    private func readyRow(_ head: LaneHead) throws -> TaskRow? {
        let row = try connection.first(TaskStatements.byID, [.integer(head.id)]) { try TaskRow($0) }
        return row?.readyKey == head.key ? row : nil
    }
}

/// A ready task in the order of claims, with its row where it has been read.
private struct Candidate: Comparable {
    let head: LaneHead
    let place: Int
    let row: TaskRow?

    static func < (left: Candidate, right: Candidate) -> Bool { left.head < right.head }
    static func == (left: Candidate, right: Candidate) -> Bool { left.head == right.head }
}

/// Statements that walk along a lane.
enum ReadyStatements {
    /// Ready tasks of a lane behind a place, in the order of claims.
    static let ofLaneBehind: SQLText =
        "SELECT " + TaskRow.columns
            + """
             FROM tasks WHERE project = $1 AND lane = $2 AND ready_key IS NOT NULL AND (ready_key, id) > ($3, $4) \
            ORDER BY ready_key, id LIMIT $5
            """
}
