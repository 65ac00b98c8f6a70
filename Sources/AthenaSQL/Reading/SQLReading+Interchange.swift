package import AthenaCore

extension SQLReading {
    package func goal(externalRef: String, in project: Project.ID) throws -> Goal.ID? {
        try connection.first(
            "SELECT id FROM goals WHERE project = $1 AND external_ref = $2",
            [.integer(project.rawValue), .text(externalRef)]
        ) { Goal.ID(rawValue: $0.integer(0)) }
    }

    package func attempts(of id: AgentTask.ID, before fence: Int64, limit: Int) throws -> [Attempt] {
        let ids = AttemptRow.ids(of: id)
        let newest = min(max(fence, 0) - 1, ids.upperBound - ids.lowerBound)
        return try connection.all(
            AttemptStatements.ofTask,
            [.integer(ids.lowerBound), .integer(ids.lowerBound + newest), .integer(limit)]
        ) { try AttemptRow($0) }.map { try $0.named(by: names) }
    }

    package func notes(of id: AgentTask.ID, before number: Int64, limit: Int) throws -> [NumberedNote] {
        try connection.all(
            """
            SELECT at, kind, author, fence, content, number FROM notes WHERE task_id = $1 AND number < $2
              ORDER BY number DESC LIMIT $3
            """,
            [.integer(id.rawValue), .integer(number), .integer(limit)]
        ) { NumberedNote(number: $0.integer(5), note: try Note($0)) }
    }

    package func knownAgents(in project: Project.ID, after: Agent.ID?, limit: Int) throws -> [KnownAgent] {
        let former = try connection.all(
            "SELECT id, deregistered_at FROM agents WHERE project = $1 AND name > $2 ORDER BY name LIMIT $3",
            [.integer(project.rawValue), .text(after?.rawValue ?? ""), .integer(limit)]
        ) { (key: $0.integer(0), deregisteredAt: $0.optionalInteger(1)) }
        let agents = try agents(
            InterchangeStatements.agents,
            [.integer(project.rawValue), .text(after?.rawValue ?? ""), .integer(limit)]
        )
        return zip(agents, former).map { KnownAgent($0, deregisteredAt: $1.deregisteredAt) }
    }

    package func knownPerformances(
        in project: Project.ID,
        after: KnownPerformance.Place?,
        limit: Int
    ) throws -> [KnownPerformance] {
        let after: [SQLValue] = [.text(after == nil ? nil : after?.agent?.rawValue ?? ""), .text(after?.scope.text)]
        return try connection.all(
            InterchangeStatements.performances,
            [.integer(project.rawValue)] + after + [.integer(limit)]
        ) { row in
            let agent = row.optionalText(8).map(Agent.ID.init(rawValue:))
            let place = KnownPerformance.Place(agent: agent, scope: try PerformanceRow.scope(row))
            return KnownPerformance(try PerformanceRow.record(row), at: place)
        }
    }

    package func freeEntities(in project: Project.ID, after: Entity?, limit: Int) throws -> [FreeEntity] {
        try connection.all(
            """
            SELECT kind, name, created_at FROM entities WHERE project = $1 AND (kind, name) > ($2, $3)
              ORDER BY kind, name LIMIT $4
            """,
            [.integer(project.rawValue), .text(after?.kind ?? ""), .text(after?.name ?? ""), .integer(limit)]
        ) { FreeEntity(Entity(kind: $0.text(0), name: $0.text(1)), createdAt: $0.integer(2)) }
    }

    package func freeRelations(in project: Project.ID, after: Relation?, limit: Int) throws -> [FreeRelation] {
        try connection.all(
            """
            SELECT from_kind, from_name, kind, to_kind, to_name, created_at FROM relations WHERE project = $1
              AND (from_kind, from_name, kind, to_kind, to_name) > ($2, $3, $4, $5, $6)
              ORDER BY from_kind, from_name, kind, to_kind, to_name LIMIT $7
            """,
            [
                .integer(project.rawValue), .text(after?.from.kind ?? ""), .text(after?.from.name ?? ""),
                .text(after?.kind ?? ""), .text(after?.to.kind ?? ""), .text(after?.to.name ?? ""), .integer(limit),
            ]
        ) { row in
            let relation = Relation(
                from: Entity(kind: row.text(0), name: row.text(1)),
                kind: row.text(2),
                to: Entity(kind: row.text(3), name: row.text(4))
            )
            return FreeRelation(relation, createdAt: row.integer(5))
        }
    }

    package func isThere(_ entity: Entity, in project: Project.ID) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM entities WHERE project = $1 AND kind = $2 AND name = $3",
            [.integer(project.rawValue), .text(entity.kind), .text(entity.name)]
        ) { $0.integer(0) } != nil
    }

    package func isThere(_ relation: Relation, in project: Project.ID) throws -> Bool {
        try connection.first(
            """
            SELECT 1 FROM relations WHERE project = $1 AND from_kind = $2 AND from_name = $3 AND kind = $4
              AND to_kind = $5 AND to_name = $6
            """,
            [
                .integer(project.rawValue), .text(relation.from.kind), .text(relation.from.name), .text(relation.kind),
                .text(relation.to.kind), .text(relation.to.name),
            ]
        ) { $0.integer(0) } != nil
    }
}

private enum InterchangeStatements {
    static let agents: SQLText = AgentStatements.select + " WHERE project = $1 AND name > $2 ORDER BY name LIMIT $3"

    /// By the agent's name, which stands in another table; a project has few records beside its tasks.
    static let performances: SQLText =
        "SELECT " + PerformanceRow.columns
            + """
            , name FROM (SELECT p.*, a.name FROM performance p LEFT JOIN agents a ON a.id = p.agent WHERE p.project = $1)
              AS known WHERE $2 IS NULL OR (COALESCE(name, ''), scope) > ($2, $3)
              ORDER BY COALESCE(name, ''), scope LIMIT $4
            """
}
