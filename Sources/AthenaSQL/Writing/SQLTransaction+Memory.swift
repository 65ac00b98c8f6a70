package import AthenaCore

extension SQLTransaction {
    package func add(_ new: NewGoal) throws -> Goal {
        let newest = try connection.first("SELECT COALESCE(MAX(id), 0) FROM goals") { $0.integer(0) } ?? 0
        let goal = Goal(
            id: Goal.ID(rawValue: newest + 1),
            project: new.project,
            title: new.request.title,
            description: new.request.description,
            parent: new.request.parent,
            deadline: new.request.deadline,
            createdAt: new.createdAt,
            externalRef: new.externalRef
        )
        try writer.write(
            """
            INSERT INTO goals(id, project, title, description, parent, deadline, created_at, external_ref)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                .integer(goal.id.rawValue), .integer(goal.project.rawValue), .text(goal.title),
                .text(goal.description), .integer(goal.parent?.rawValue), .integer(goal.deadline),
                .integer(goal.createdAt), .text(goal.externalRef),
            ]
        )
        return goal
    }

    package func add(_ entity: Entity, to project: Project.ID, at wall: Int64) throws -> Bool {
        let added = try writer.write(
            "INSERT INTO entities(project, kind, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            [.integer(project.rawValue), .text(entity.kind), .text(entity.name), .integer(wall)]
        )
        return added == 1
    }

    package func add(_ relation: Relation, to project: Project.ID, at wall: Int64) throws -> Bool {
        let added = try writer.write(
            """
            INSERT INTO relations(project, from_kind, from_name, kind, to_kind, to_name, created_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
            """,
            [
                .integer(project.rawValue), .text(relation.from.kind), .text(relation.from.name), .text(relation.kind),
                .text(relation.to.kind), .text(relation.to.name), .integer(wall),
            ]
        )
        return added == 1
    }
}
