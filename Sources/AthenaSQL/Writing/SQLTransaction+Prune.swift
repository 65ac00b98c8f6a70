package import AthenaCore

extension SQLTransaction {
    /// Takes the next `limit` events off the front of the log, and the texts of the tasks that they are about.
    ///
    /// A task that ended before `wall` has an event in the log from before `wall`, so walking the log finds every such
    /// task without an index for it. Call again until no event is removed.
    package func prune(before wall: Int64, in project: Project.ID, limit: Int) throws -> Pruned {
        let ids = EventRow.ids(of: project)
        let old = try connection.all(
            "SELECT id, at, hash, task_id FROM episodic_events WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3",
            [.integer(ids.lowerBound), .integer(ids.upperBound), .integer(limit)]
        ) { OldEvent($0) }.prefix { $0.at < wall }
        guard let last = old.last else { return Pruned(blanked: [], events: 0) }
        let blanked = try Set(old.compactMap(\.task)).sorted().filter { task in
            try pruneTexts(of: task, endedBefore: wall, in: project)
        }
        try setAnchor(of: project, to: last.head)
        let events = try writer.write(
            "DELETE FROM episodic_events WHERE id > $1 AND id <= $2",
            [.integer(ids.lowerBound), .integer(last.id)]
        )
        return Pruned(blanked: blanked.map(AgentTask.ID.init(rawValue:)), events: events)
    }

    private func setAnchor(of project: Project.ID, to head: EventHead) throws {
        try writer.write(
            """
            INSERT INTO event_anchors(project, sequence, hash, at) VALUES ($1, $2, $3, $4)
              ON CONFLICT(project) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash, at = excluded.at
            """,
            [.integer(project.rawValue), .integer(head.sequence), .blob(head.hash), .integer(head.at)]
        )
    }

    /// Blanks the texts of a task that has ended; false when it has not, or there is nothing left to blank.
    private func pruneTexts(of task: Int64, endedBefore wall: Int64, in project: Project.ID) throws -> Bool {
        let isOver = try writer.write(
            "UPDATE tasks SET title = $4 WHERE id = $1 AND project = $2 AND completed_at < $3",
            [.integer(task), .integer(project.rawValue), .integer(wall), .text(AgentTask.prunedTitle)]
        )
        guard isOver == 1 else { return false }
        let blanked = try writer.write(
            """
            UPDATE task_bodies SET content = '', metadata = NULL, imported_result = NULL WHERE task_id = $1
              AND (content <> '' OR metadata IS NOT NULL OR imported_result IS NOT NULL)
            """,
            [.integer(task)]
        )
        guard blanked == 1 else { return false }
        let attempts = AttemptRow.ids(of: AgentTask.ID(rawValue: task))
        try writer.write(
            """
            UPDATE attempts SET error = NULL, result = NULL, metrics = NULL, answer = NULL
              WHERE id >= $1 AND id <= $2
            """,
            [.integer(attempts.lowerBound), .integer(attempts.upperBound)]
        )
        try writer.write("DELETE FROM notes WHERE task_id = $1", [.integer(task)])
        try blankErrors(of: AgentTask.ID(rawValue: task), in: project)
        return true
    }
}

/// What pruning has to know of an event.
private struct OldEvent {
    let id: Int64
    let at: Int64
    let hash: [UInt8]
    let task: Int64?

    var head: EventHead { EventHead(sequence: EventRow.sequence(of: id), hash: hash, at: at) }

    init(_ row: any SQLRow) {
        id = row.integer(0)
        at = row.integer(1)
        hash = row.blob(2)
        task = row.optionalInteger(3)
    }
}
