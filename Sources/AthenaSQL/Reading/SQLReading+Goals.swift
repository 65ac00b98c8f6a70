package import AthenaCore

extension SQLReading {
    package func goal(_ id: Goal.ID, in project: Project.ID) throws -> Goal? {
        let goal = try connection.first(GoalStatements.select + " WHERE id = $1", [.integer(id.rawValue)], Goal.init)
        return goal?.project == project ? goal : nil
    }

    package func goals(in project: Project.ID, under parent: Goal.ID?, after: Goal.ID?, limit: Int) throws -> [Goal] {
        guard let parent else {
            return try connection.all(
                GoalStatements.select + " WHERE project = $1 AND id > $2 ORDER BY id LIMIT $3",
                [.integer(project.rawValue), .integer(after?.rawValue ?? 0), .integer(limit)],
                Goal.init
            )
        }
        return try connection.all(
            GoalStatements.select + " WHERE parent = $1 AND project = $2 AND id > $3 ORDER BY id LIMIT $4",
            [.integer(parent.rawValue), .integer(project.rawValue), .integer(after?.rawValue ?? 0), .integer(limit)],
            Goal.init
        )
    }

    package func taskCounts(of goal: Goal.ID, in project: Project.ID) throws -> [TaskStatus: Int] {
        let counts = try connection.all(
            "SELECT status, COUNT(*) FROM tasks WHERE goal = $1 AND project = $2 GROUP BY status",
            [.integer(goal.rawValue), .integer(project.rawValue)]
        ) { (try StoredValue.word($0.text(0), as: TaskStatus.self), Int($0.integer(1))) }
        return Dictionary(counts) { $0 + $1 }
    }
}

private enum GoalStatements {
    static let select: SQLText =
        "SELECT id, project, title, description, parent, deadline, created_at, external_ref FROM goals"
}

extension Goal {
    /// Reads the columns of `GoalStatements.select`.
    fileprivate init(_ row: any SQLRow) {
        self.init(
            id: Goal.ID(rawValue: row.integer(0)),
            project: Project.ID(rawValue: row.integer(1)),
            title: row.text(2),
            description: row.optionalText(3),
            parent: row.optionalInteger(4).map(Goal.ID.init(rawValue:)),
            deadline: row.optionalInteger(5),
            createdAt: row.integer(6),
            externalRef: row.optionalText(7)
        )
    }
}
