package import AthenaCore

extension SQLReading {
    package func relations(at entity: Entity, in project: Project.ID, limit: Int) throws -> [Relation] {
        let outgoing = try edges(.outgoing, at: entity, in: project, limit: limit)
        guard outgoing.count < limit else { return outgoing }
        return try outgoing + edges(.incoming, at: entity, in: project, limit: limit - outgoing.count)
    }

    package func entities(
        matching text: String,
        kind: String?,
        in project: Project.ID,
        limit: Int
    ) throws -> [Entity] {
        var found: [Entity] = []
        if kind == nil || kind == "TASK", let id = AgentTask.ID(parsing: text), try task(id, in: project) != nil {
            found.append(Entity(kind: "TASK", name: id.description))
        }
        var filter = SQLFilter(
            "SELECT kind, name FROM graph_entities WHERE project = $1 AND kind <> 'TASK'",
            [.integer(project.rawValue)]
        )
        if let kind { filter.and("kind = ", .text(kind)) }
        filter.and("lower(name) LIKE lower(", .text("%" + text.escapedForLike + "%"), ") ESCAPE '!'")
        filter.append(" ORDER BY kind, name LIMIT ", .integer(max(0, limit - found.count)))
        return try found
            + connection.all(filter.sql, filter.arguments) { Entity(kind: $0.text(0), name: $0.text(1)) }
    }

    private func edges(
        _ direction: EdgeDirection,
        at entity: Entity,
        in project: Project.ID,
        limit: Int
    ) throws -> [Relation] {
        guard limit > 0 else { return [] }
        let own: [Relation] =
            if entity.kind == "AGENT", direction == .outgoing {
                try skillsAndCompletions(of: entity, in: project, limit: limit)
            } else if let key = try key(of: entity, in: project) {
                try connection.all(
                    direction.byKey,
                    [.integer(project.rawValue), .text(entity.kind), .integer(key), .integer(limit)],
                    Relation.init
                )
            } else if entity.kind == "SKILL", direction == .incoming {
                try connection.all(
                    GraphStatements.atSkill,
                    [.integer(project.rawValue), .text(entity.name), .integer(limit)],
                    Relation.init
                )
            } else { [] }
        return try own
            + connection.all(
                direction.free,
                [
                    .integer(project.rawValue), .text(entity.kind), .text(entity.name),
                    .integer(max(0, limit - own.count)),
                ],
                Relation.init
            )
    }

    /// What leads away from an agent: its skills, and its newest completions, which the log has by agent.
    private func skillsAndCompletions(of entity: Entity, in project: Project.ID, limit: Int) throws -> [Relation] {
        guard let agent = try agent(Agent.ID(rawValue: entity.name), in: project) else { return [] }
        let skills = agent.skills.prefix(limit).map { held in
            Relation(from: entity, kind: "HAS_SKILL", to: Entity(kind: "SKILL", name: held.skill.rawValue))
        }
        var query = EventQuery(project: project, limit: limit - skills.count)
        query.agent = agent.id
        query.kinds = [.taskCompleted]
        query.isNewestFirst = true
        return try skills
            + events(query).compactMap(\.content.facts.taskID).map { task in
                Relation(from: entity, kind: "COMPLETED", to: Entity(kind: "TASK", name: task.description))
            }
    }

    /// The number under which the system keeps an entity of its own.
    private func key(of entity: Entity, in project: Project.ID) throws -> Int64? {
        switch entity.kind {
        case "AGENT": try names.agentKey(Agent.ID(rawValue: entity.name), in: project)
        case "TASK": AgentTask.ID(parsing: entity.name)?.rawValue
        case "GOAL": Goal.ID(parsing: entity.name)?.rawValue
        case "PROJECT": try self.project(named: entity.name).flatMap { $0.id == project ? project.rawValue : nil }
        default: nil
        }
    }
}

/// From which end an edge is looked at.
private enum EdgeDirection {
    case outgoing, incoming

    var byKey: SQLText {
        switch self {
        case .outgoing: GraphStatements.from
        case .incoming: GraphStatements.to
        }
    }

    var free: SQLText {
        switch self {
        case .outgoing: GraphStatements.freeFrom
        case .incoming: GraphStatements.freeTo
        }
    }
}

private enum GraphStatements {
    static let edge: SQLText = "SELECT from_kind, from_name, kind, to_kind, to_name FROM "
    static let from: SQLText =
        edge + "graph_relations WHERE project = $1 AND from_kind = $2 AND from_key = $3 LIMIT $4"
    static let to: SQLText = edge + "graph_relations WHERE project = $1 AND to_kind = $2 AND to_key = $3 LIMIT $4"
    static let freeFrom: SQLText =
        edge + "relations WHERE project = $1 AND from_kind = $2 AND from_name = $3 LIMIT $4"
    static let freeTo: SQLText = edge + "relations WHERE project = $1 AND to_kind = $2 AND to_name = $3 LIMIT $4"

    /// Who holds a skill, and which ready tasks need it; ended tasks are many and say nothing about the skill now.
    ///
    /// CROSS JOIN keeps SQLite from walking all ready tasks to look for the few lanes.
    static let atSkill: SQLText = """
        SELECT 'AGENT', a.name, 'HAS_SKILL', 'SKILL', s.skill FROM agent_skills s JOIN agents a ON a.id = s.agent
          WHERE s.project = $1 AND s.skill = $2
        UNION ALL
        SELECT 'TASK', 't' || t.id, 'REQUIRES', 'SKILL', r.skill FROM lane_skills r CROSS JOIN tasks t
          WHERE r.skill = $2 AND t.project = $1 AND t.lane = r.lane AND t.ready_key IS NOT NULL
        LIMIT $3
        """
}

extension Relation {
    /// Reads the columns of `GraphStatements.edge`.
    fileprivate init(_ row: any SQLRow) {
        self.init(
            from: Entity(kind: row.text(0), name: row.text(1)),
            kind: row.text(2),
            to: Entity(kind: row.text(3), name: row.text(4))
        )
    }
}

extension String {
    /// The text with the wildcards of LIKE made ordinary characters by `!`.
    fileprivate var escapedForLike: String {
        var escaped = ""
        for character in unicodeScalars {
            if character == "%" || character == "_" || character == "!" { escaped.unicodeScalars.append("!") }
            escaped.unicodeScalars.append(character)
        }
        return escaped
    }
}
