package import AthenaCore

extension SQLReading {
    package func task(_ id: AgentTask.ID, in project: Project.ID) throws -> AgentTask? {
        let row = try connection.first(TaskStatements.byID, [.integer(id.rawValue)]) { try TaskRow($0) }
        guard let row, row.project == project else { return nil }
        return try row.named(by: names)
    }

    package func body(of id: AgentTask.ID) throws -> TaskBody? {
        try connection.first(
            """
            SELECT content, labels, metadata, external_ref, created_by, trace, imported_result
              FROM task_bodies WHERE task_id = $1
            """,
            [.integer(id.rawValue)]
        ) { row in
            TaskBody(
                content: row.text(0),
                labels: try WordList.texts(row.optionalText(1)),
                metadata: row.optionalText(2),
                externalRef: row.optionalText(3),
                createdBy: row.text(4),
                trace: row.optionalText(5),
                importedResult: row.optionalText(6)
            )
        }
    }

    package func task(externalRef: String, in project: Project.ID) throws -> AgentTask.ID? {
        try connection.first(
            "SELECT task_id FROM task_bodies WHERE project = $1 AND external_ref = $2",
            [.integer(project.rawValue), .text(externalRef)]
        ) { AgentTask.ID(rawValue: $0.integer(0)) }
    }

    package func attempts(of id: AgentTask.ID, limit: Int) throws -> [Attempt] {
        try attempts(of: id, before: .max, limit: limit)
    }

    package func attempt(of id: AgentTask.ID, fence: Int64) throws -> Attempt? {
        try connection.first(
            AttemptStatements.byID,
            [.integer(try AttemptRow.id(of: id, fence: fence))]
        ) { try AttemptRow($0) }?.named(by: names)
    }

    package func notes(of id: AgentTask.ID, kinds: [Note.Kind]?, limit: Int) throws -> [Note] {
        var filter = SQLFilter(
            "SELECT at, kind, author, fence, content FROM notes WHERE task_id = $1",
            [.integer(id.rawValue)]
        )
        if let kinds { filter.and("kind", isOneOf: kinds.map { .text($0.rawValue) }) }
        filter.append(" ORDER BY number DESC LIMIT ", .integer(limit))
        return try connection.all(filter.sql, filter.arguments, Note.init)
    }

    package func dependencies(of id: AgentTask.ID) throws -> [DependencyLink] {
        try connection.all(
            """
            SELECT d.depends_on, t.status, d.is_child, d.is_satisfied
              FROM dependencies d JOIN tasks t ON t.id = d.depends_on
              WHERE d.task_id = $1 ORDER BY d.depends_on
            """,
            [.integer(id.rawValue)],
            DependencyLink.init
        )
    }

    package func dependents(of id: AgentTask.ID, limit: Int) throws -> [DependencyLink] {
        try connection.all(
            """
            SELECT d.task_id, t.status, d.is_child, d.is_satisfied
              FROM dependencies d JOIN tasks t ON t.id = d.task_id
              WHERE d.depends_on = $1 ORDER BY d.task_id LIMIT $2
            """,
            [.integer(id.rawValue), .integer(limit)],
            DependencyLink.init
        )
    }

    package func leases(of agent: Agent.ID, in project: Project.ID) throws -> [AgentTask] {
        guard let key = try names.agentKey(agent, in: project) else { return [] }
        return try tasks(LeaseStatements.ofAgent, [.integer(key)])
    }
}

private enum LeaseStatements {
    static let ofAgent: SQLText =
        "SELECT " + TaskRow.columns + """
             FROM tasks WHERE lease_until IS NOT NULL AND assigned_to = $1 ORDER BY granted_at, id
            """
}

/// Statements on `attempts` that more than one method needs.
enum AttemptStatements {
    static let byID: SQLText = "SELECT " + AttemptRow.columns + " FROM attempts WHERE id = $1"
    static let ofTask: SQLText =
        "SELECT " + AttemptRow.columns + " FROM attempts WHERE id >= $1 AND id <= $2 ORDER BY id DESC LIMIT $3"
}

extension Note {
    /// Reads the columns of a note: time, kind, author, fence and text.
    init(_ row: any SQLRow) throws {
        self.init(
            at: row.integer(0),
            kind: try StoredValue.word(row.text(1), as: Note.Kind.self),
            author: row.text(2),
            fence: row.integer(3),
            text: row.text(4)
        )
    }
}

extension DependencyLink {
    /// Reads the other end, its state and the two marks of an edge.
    fileprivate init(_ row: any SQLRow) throws {
        self.init(
            task: AgentTask.ID(rawValue: row.integer(0)),
            status: try StoredValue.word(row.text(1), as: TaskStatus.self),
            isChild: row.integer(2) == 1,
            isSatisfied: row.integer(3) == 1
        )
    }
}
