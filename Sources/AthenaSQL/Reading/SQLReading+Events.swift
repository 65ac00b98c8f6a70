package import AthenaCore

extension SQLReading {
    package func events(_ query: EventQuery) throws -> [Event] {
        let bounds = EventRow.ids(of: query.project)
        let first = query.after < 0 ? bounds.lowerBound : EventRow.id(query.after, in: query.project)
        guard query.agent != nil else { return try events(query, behind: first, upTo: bounds.upperBound) }
        let last = EventRow.id(try eventHead(in: query.project).sequence, in: query.project)
        return try eventsOfAgent(query, behind: first, upTo: last)
    }

    /// Goes through the blocks of the index by agent, a thousand at a time, until enough is found.
    private func eventsOfAgent(_ query: EventQuery, behind first: Int64, upTo last: Int64) throws -> [Event] {
        var query = query
        var found: [Event] = []
        var (lower, upper) = (first, last)
        let wanted = query.limit
        while lower < upper, found.count < wanted {
            query.limit = wanted - found.count
            let middle = query.isNewestFirst ? max(lower, upper - EventRow.window) : min(upper, lower + EventRow.window)
            if query.isNewestFirst {
                found += try events(query, behind: middle, upTo: upper)
                upper = middle
            } else {
                found += try events(query, behind: lower, upTo: middle)
                lower = middle
            }
        }
        return found
    }

    private func events(_ query: EventQuery, behind first: Int64, upTo last: Int64) throws -> [Event] {
        var filter = SQLFilter(
            EventRow.select + " WHERE id > $1 AND id <= $2",
            [.integer(first), .integer(last)]
        )
        if let task = query.task { filter.and("task_id = ", .integer(task.rawValue)) }
        if let agent = query.agent { filter.and(EventRow.endedLeasesOf + " ", .text(agent.rawValue), ")") }
        if let kinds = query.kinds {
            filter.and("kind", isOneOf: kinds.map { .text($0.rawValue) })
            let areAboutTasks = kinds.contains { $0.rawValue.hasPrefix("task.") }
            if !areAboutTasks { filter.and("(kind < 'task.' OR kind >= 'task/')") }
        }
        filter.append(query.isNewestFirst ? " ORDER BY id DESC LIMIT " : " ORDER BY id LIMIT ", .integer(query.limit))
        return try connection.all(filter.sql, filter.arguments) { try EventRow.event($0) }
    }

    package func eventHead(in project: Project.ID) throws -> EventHead {
        let bounds = EventRow.ids(of: project)
        let newest = try connection.first(
            "SELECT id, hash, at FROM episodic_events WHERE id > $1 AND id <= $2 ORDER BY id DESC LIMIT 1",
            [.integer(bounds.lowerBound), .integer(bounds.upperBound)]
        ) { EventHead(sequence: EventRow.sequence(of: $0.integer(0)), hash: $0.blob(1), at: $0.integer(2)) }
        return try newest ?? eventAnchor(in: project)
    }

    package func eventAnchor(in project: Project.ID) throws -> EventHead {
        try connection.first(
            "SELECT sequence, hash, at FROM event_anchors WHERE project = $1",
            [.integer(project.rawValue)]
        ) { EventHead(sequence: $0.integer(0), hash: $0.blob(1), at: $0.integer(2)) }
            ?? EventHead(sequence: 0, hash: EventChain.genesis, at: 0)
    }
}
