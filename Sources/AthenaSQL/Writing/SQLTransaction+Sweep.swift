package import AthenaCore

extension SQLTransaction {
    /// The most blocked tasks that one search for left cascades looks at.
    private static var cascadeWindow: Int { 500 }

    package func expiredLeases(at steady: Int64, limit: Int) throws -> [AgentTask] {
        try tasks(SweepStatements.expiredLeases, [.integer(steady), .integer(limit)])
    }

    package func dueTimers(at wall: Int64, limit: Int) throws -> [AgentTask] {
        try tasks(SweepStatements.dueTimers, [.integer(wall), .integer(limit)])
    }

    package func extendLeasesAfterStart(at now: Moment) throws -> Int {
        try writer.write(
            """
            UPDATE tasks SET lease_until = $1 + COALESCE(lease_period_ms, lease_seconds * 1000)
              WHERE lease_until IS NOT NULL
            """,
            [.integer(now.steady)]
        )
    }

    /// Each call looks at a window of the blocked tasks with that policy and the next call at the one behind it, so that
    /// many such tasks cost a sweep no more than few.
    package func cascadesLeft(limit: Int) throws -> [AgentTask] {
        let window = try connection.all(
            """
            SELECT id FROM tasks WHERE dependency_policy = 'cancel' AND status = 'blocked' AND id > $1
              ORDER BY id LIMIT $2
            """,
            [.integer(writer.cascadeCursor), .integer(Self.cascadeWindow)]
        ) { $0.integer(0) }
        var found: [Int64] = []
        writer.cascadeCursor = window.count < Self.cascadeWindow ? 0 : window.last ?? 0
        for id in window where try hasFailedDependency(id) {
            found.append(id)
            if found.count >= limit {
                writer.cascadeCursor = id
                break
            }
        }
        return try tasks(withIDs: found)
    }

    /// Walks the parents that wait for children, a window in each call as above; a parent costs one step however many
    /// children it has.
    package func parentsLeft(limit: Int) throws -> [AgentTask] {
        var found: [Int64] = []
        for _ in 0..<Self.cascadeWindow where found.count < limit {
            let parent = try connection.first(SweepStatements.nextParent, [.integer(writer.parentCursor)]) {
                (id: $0.integer(0), status: $0.text(1))
            }
            writer.parentCursor = parent?.id ?? 0
            guard let parent else { break }
            if parent.status == TaskStatus.cancelled.rawValue { found.append(parent.id) }
        }
        return try tasks(withIDs: found)
    }

    package var openSearches: CascadeSearch {
        var open: CascadeSearch = []
        if writer.cascadeCursor > 0 { open.insert(.blocked) }
        if writer.parentCursor > 0 { open.insert(.parents) }
        return open
    }

    package func forgetIdempotencyKeys(before wall: Int64, limit: Int) throws {
        try writer.write(
            """
            DELETE FROM idempotency WHERE (project, principal, operation, idempotency_key) IN
              (SELECT project, principal, operation, idempotency_key FROM idempotency
                WHERE at < $1 ORDER BY at LIMIT $2)
            """,
            [.integer(wall), .integer(limit)]
        )
    }
}

private enum SweepStatements {
    static let expiredLeases: SQLText =
        "SELECT " + TaskRow.columns
        + " FROM tasks WHERE lease_until IS NOT NULL AND lease_until <= $1 ORDER BY lease_until, id LIMIT $2"
    static let nextParent: SQLText = """
        SELECT d.task_id, t.status FROM dependencies d JOIN tasks t ON t.id = d.task_id
          WHERE d.is_child = 1 AND d.is_satisfied = 0 AND d.task_id > $1 ORDER BY d.task_id LIMIT 1
        """
    static let dueTimers: SQLText =
        "SELECT " + TaskRow.columns
            + """
             FROM tasks WHERE timer_at IS NOT NULL AND status = 'pending' AND timer_at <= $1 ORDER BY timer_at, id LIMIT $2
            """
}
