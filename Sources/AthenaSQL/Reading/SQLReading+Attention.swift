package import AthenaCore

extension SQLReading {
    package func nextDue() throws -> NextDue {
        let lease = try connection.first(
            "SELECT lease_until FROM tasks WHERE lease_until IS NOT NULL ORDER BY lease_until LIMIT 1"
        ) { $0.integer(0) }
        let timer = try connection.first(
            """
            SELECT timer_at FROM tasks WHERE timer_at IS NOT NULL AND status = 'pending' ORDER BY timer_at LIMIT 1
            """
        ) { $0.integer(0) }
        return NextDue(leaseAt: lease, timerAt: timer)
    }

    package func tasksDue(before wall: Int64, in project: Project.ID, limit: Int) throws -> [AgentTask] {
        try tasks(AttentionStatements.due, [.integer(project.rawValue), .integer(wall), .integer(limit)])
    }

    package func needingAttention(in project: Project.ID, limit: Int) throws -> [AgentTask] {
        var found: [AgentTask] = []
        for status in [TaskStatus.waiting, .failed] where found.count < limit {
            found += try tasks(
                AttentionStatements.aside,
                [.integer(project.rawValue), .text(status.rawValue), .integer(limit - found.count)]
            )
        }
        guard found.count < limit else { return found }
        return try found + heldBack(in: project, limit: limit - found.count)
    }

    /// Whether a task waits for one that ended failed or cancelled.
    func hasFailedDependency(_ id: Int64) throws -> Bool {
        try connection.first(
            """
            SELECT 1 FROM dependencies d JOIN tasks t ON t.id = d.depends_on
              WHERE d.task_id = $1 AND d.is_satisfied = 0 AND (t.status = 'failed' OR t.status = 'cancelled') LIMIT 1
            """,
            [.integer(id)]
        ) { _ in true } ?? false
    }

    /// Blocked tasks that wait for one that ended without success, newest first.
    ///
    /// They are looked for from both ends, among the newest that are blocked and behind the newest that ended so: a few
    /// failures under many blocked tasks are found, and a few blocked tasks among many failures.
    private func heldBack(in project: Project.ID, limit: Int) throws -> [AgentTask] {
        let arguments: [SQLValue] = [.integer(project.rawValue), .integer(AttentionStatements.lookedAt)]
        let blocked = try connection.all(AttentionStatements.blocked, arguments) { $0.integer(0) }
        var held: Set<Int64> = []
        for id in blocked where held.count < limit {
            if try hasFailedDependency(id) { held.insert(id) }
        }
        if blocked.count == AttentionStatements.lookedAt {
            for statement in [AttentionStatements.failed, AttentionStatements.cancelled] {
                let ended = try connection.all(statement, arguments) { $0.integer(0) }
                for id in ended where held.count < limit { held.formUnion(try waitingBlocked(for: id, limit: limit)) }
            }
        }
        return try tasks(withIDs: held.sorted(by: >).prefix(limit).map { $0 })
    }

    private func waitingBlocked(for ended: Int64, limit: Int) throws -> [Int64] {
        try connection.all(
            """
            SELECT d.task_id FROM dependencies d JOIN tasks t ON t.id = d.task_id
              WHERE d.depends_on = $1 AND d.is_satisfied = 0 AND t.status = 'blocked' LIMIT $2
            """,
            [.integer(ended), .integer(limit)]
        ) { $0.integer(0) }
    }
}

private enum AttentionStatements {
    /// How many tasks of a state are looked at, so that the answer costs the same in any project.
    static let lookedAt = 1_000

    static let isAside: SQLText = """
         AND (status = 'blocked' OR status = 'waiting' OR status = 'failed' OR status = 'cancelled')
        """
    static let aside: SQLText =
        "SELECT " + TaskRow.columns + " FROM tasks WHERE project = $1 AND status = $2" + isAside
        + " ORDER BY id DESC LIMIT $3"
    static let blocked: SQLText =
        "SELECT id FROM tasks WHERE project = $1 AND status = 'blocked'" + isAside + " ORDER BY id DESC LIMIT $2"
    static let failed = endedWithDependents(" AND status = 'failed'")
    static let cancelled = endedWithDependents(" AND status = 'cancelled'")

    private static func endedWithDependents(_ status: SQLText) -> SQLText {
        "SELECT id FROM (SELECT id, dependents FROM tasks WHERE project = $1" + status + isAside
            + " ORDER BY id DESC LIMIT $2) AS ended WHERE dependents > 0"
    }
    static let due: SQLText =
        "SELECT " + TaskRow.columns
            + """
             FROM tasks WHERE project = $1 AND deadline IS NOT NULL AND completed_at IS NULL AND deadline < $2 \
            ORDER BY deadline, id LIMIT $3
            """
}
