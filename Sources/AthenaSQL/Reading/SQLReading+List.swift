package import AthenaCore

extension SQLReading {
    package func list(_ query: TaskQuery) throws -> [AgentTask] {
        guard query.isDrivenByStatus, let statuses = query.statuses, statuses.count > 1 else { return try page(query) }
        let pages = try Set(statuses).map { status in
            var single = query
            single.statuses = [status]
            return try page(single)
        }
        return Array(pages.joined().sorted(by: query.sort.precedes).prefix(query.limit))
    }

    private func page(_ query: TaskQuery) throws -> [AgentTask] {
        guard var filter = try filter("SELECT " + TaskRow.columns, query) else { return [] }
        switch query.sort {
        case .newest, .oldest: break
        case .priority, .updated: filter = query.amongNewest(filter)
        }
        query.page(&filter)
        return try tasks(filter.sql, filter.arguments)
    }

    package func count(_ query: TaskQuery, bound: Int) throws -> Int {
        guard var filter = try filter("SELECT COUNT(*) FROM (SELECT 1", query) else { return 0 }
        filter.append(" LIMIT ", .integer(bound), ") AS matching")
        return try connection.first(filter.sql, filter.arguments) { Int($0.integer(0)) } ?? 0
    }

    package func groups(
        _ query: TaskQuery,
        by grouping: TaskGrouping,
        bound: Int
    ) throws -> [(name: String, count: Int)] {
        let group = grouping.statement
        guard var filter = try filter(group.head, query) else { return [] }
        filter.append(" LIMIT ", .integer(bound), ") AS matching")
        filter.append(group.tail)
        return try connection.all(filter.sql, filter.arguments) { row in
            (try name(of: row, grouping), Int(row.integer(1)))
        }
    }

    private func name(of row: any SQLRow, _ grouping: TaskGrouping) throws -> String {
        guard grouping == .priority else { return row.text(0) }
        guard let priority = Priority(rawValue: Int(row.integer(0))) else { throw StoredValue.unreadable("priority") }
        return priority.word
    }

    /// Every filter of a query; nil when nothing can match.
    private func filter(_ head: SQLText, _ query: TaskQuery) throws -> SQLFilter? {
        let tasks: SQLText = query.isWalkedByID ? TaskBlock.tasks : " FROM tasks WHERE project = $1"
        var filter = SQLFilter(head + tasks, [.integer(query.project.rawValue)])
        if let agent = query.agent {
            guard let key = try names.agentKey(agent, in: query.project) else { return nil }
            filter.and(
                "id IN (SELECT x.id FROM tasks x WHERE x.lease_until IS NOT NULL AND x.assigned_to = ",
                .integer(key),
                ")"
            )
        }
        if let goal = query.goal { filter.and("goal = ", .integer(goal.rawValue)) }
        if let parent = query.parent { filter.and("parent = ", .integer(parent.rawValue)) }
        if let label = query.label {
            filter.and("id IN (SELECT task_id FROM task_labels WHERE project = $1 AND label = ", .text(label), ")")
        }
        query.filterStatus(&filter)
        if let type = query.type {
            filter.and("lane IN (SELECT l.id FROM lanes l WHERE l.project = $1 AND l.type = ", .text(type), ")")
        }
        if let skill = query.requirement {
            filter.and("lane IN (SELECT s.lane FROM lane_skills s WHERE s.skill = ", .text(skill.rawValue), ")")
        }
        if let priority = query.priority { filter.and("priority = ", .integer(priority.rawValue)) }
        if let after = query.createdAfter { filter.and("created_at > ", .integer(after)) }
        if let before = query.createdBefore { filter.and("created_at < ", .integer(before)) }
        return filter
    }
}

extension TaskQuery {
    /// The most matching tasks that an order without an index considers: the newest of them.
    private static var sortedAtMost: Int { 50_000 }

    /// Whether the states are what selects most: those of an index, and no other filter that has one.
    fileprivate var isDrivenByStatus: Bool {
        let aside: Set<TaskStatus> = [.blocked, .waiting, .failed, .cancelled, .completed]
        guard let statuses, agent == nil, goal == nil, parent == nil, label == nil else { return false }
        return statuses.allSatisfy { aside.contains($0) }
    }

    /// Whether no filter has an index, so that the project's tasks are gone through in the order of ids.
    fileprivate var isWalkedByID: Bool {
        guard agent == nil, goal == nil, parent == nil, label == nil else { return false }
        guard let statuses else { return true }
        return !isDrivenByStatus && !statuses.allSatisfy(\.isLeased)
    }

    /// An index serves only where its own condition is repeated; leased tasks are found by their leases.
    fileprivate func filterStatus(_ filter: inout SQLFilter) {
        guard let statuses else { return }
        filter.and("status", isOneOf: statuses.map { .text($0.rawValue) })
        if isDrivenByStatus {
            filter.and(
                """
                (status = 'blocked' OR status = 'waiting' OR status = 'failed' OR status = 'cancelled' \
                OR status = 'completed')
                """
            )
        } else if statuses.allSatisfy(\.isLeased), agent == nil {
            filter.and("id IN (SELECT x.id FROM tasks x WHERE x.lease_until IS NOT NULL)")
        }
    }

    /// The same columns, of the newest matching tasks only.
    fileprivate func amongNewest(_ filter: SQLFilter) -> SQLFilter {
        var inner = filter
        inner.append(Sort.newest.order(isWalkedByID: isWalkedByID) + " LIMIT ", .integer(Self.sortedAtMost))
        let wrapped: SQLText = "SELECT " + TaskRow.columns + " FROM ("
        return SQLFilter(wrapped + inner.sql + ") AS matching WHERE 1 = 1", inner.arguments)
    }

    /// The order, the place behind which to start, and the length of the page.
    fileprivate func page(_ filter: inout SQLFilter) {
        if let after {
            switch sort {
            case .newest:
                filter.and("id < ", .integer(after.id))
                if isWalkedByID { filter.and("block <= ", .integer(TaskBlock.number(of: after.id))) }
            case .oldest:
                filter.and("id > ", .integer(after.id))
                if isWalkedByID { filter.and("block >= ", .integer(TaskBlock.number(of: after.id))) }
            case .priority:
                filter.and("(priority, id) > (", .integer(after.value)); filter.append(", ", .integer(after.id), ")")
            case .updated:
                filter.and("(updated_at, id) < (", .integer(after.value)); filter.append(", ", .integer(after.id), ")")
            }
        }
        filter.append(sort.order(isWalkedByID: isWalkedByID))
        filter.append(" LIMIT ", .integer(limit))
    }
}

extension TaskQuery.Sort {
    /// Which of two tasks stands first.
    fileprivate func precedes(_ left: AgentTask, _ right: AgentTask) -> Bool {
        switch self {
        case .newest: left.id > right.id
        case .oldest: left.id < right.id
        case .priority: (left.priority, left.id) < (right.priority, right.id)
        case .updated: (left.updatedAt, left.id) > (right.updatedAt, right.id)
        }
    }

    fileprivate func order(isWalkedByID: Bool) -> SQLText {
        switch self {
        case .newest: isWalkedByID ? " ORDER BY block DESC, id DESC" : " ORDER BY id DESC"
        case .oldest: isWalkedByID ? " ORDER BY block, id" : " ORDER BY id"
        case .priority: " ORDER BY priority, id"
        case .updated: " ORDER BY updated_at DESC, id DESC"
        }
    }
}

extension TaskGrouping {
    /// What stands before and behind the filtered rows.
    fileprivate var statement: (head: SQLText, tail: SQLText) {
        switch self {
        case .status:
            ("SELECT status, COUNT(*) FROM (SELECT status", " GROUP BY status ORDER BY status")
        case .priority:
            ("SELECT priority, COUNT(*) FROM (SELECT priority", " GROUP BY priority ORDER BY priority")
        case .type:
            (
                "SELECT l.type, COUNT(*) FROM (SELECT lane",
                " JOIN lanes l ON l.id = matching.lane GROUP BY l.type ORDER BY l.type"
            )
        case .agent:
            (
                "SELECT COALESCE(a.name, ''), COUNT(*) FROM (SELECT assigned_to",
                " LEFT JOIN agents a ON a.id = matching.assigned_to GROUP BY a.name ORDER BY a.name"
            )
        }
    }
}
