internal import AthenaJSON

/// Something to be added to the knowledge graph.
package enum GraphAddition: Sendable, Hashable {
    case entity(Entity)
    case relation(Relation)
}

extension Orchestrator {
    /// How many entities a search for a path looks at, and how many edges of each.
    private static let pathBound = 2_000
    private static let edgesBound = 500

    /// Edges at an entity in both directions; one more than `limit` when there are more.
    ///
    /// - Throws: `not_found` for a task, goal, agent or project that is not here.
    package func relations(at entity: Entity, limit: Int, as caller: Caller) async throws -> [Relation] {
        try await store.read { tx in
            try tx.require(entity, for: caller)
            return try tx.relations(at: entity, in: caller.project.id, limit: limit + 1)
        }
    }

    /// A shortest path between two entities.
    ///
    /// - Throws: `not_found`.
    package func path(from start: Entity, to target: Entity, as caller: Caller) async throws -> GraphPath {
        try await store.read { tx in
            try tx.require(start, for: caller)
            try tx.require(target, for: caller)
            return try GraphPath.shortest(from: start, to: target, bound: Self.pathBound) { entity in
                try tx.relations(at: entity, in: caller.project.id, limit: Self.edgesBound)
            }
        }
    }

    /// Entities whose name contains a text; one more than `limit` when there are more.
    package func entities(matching text: String, kind: String?, limit: Int, as caller: Caller) async throws -> [Entity]
    {
        try await store.read { tx in
            try tx.entities(matching: text, kind: kind, in: caller.project.id, limit: limit + 1)
        }
    }

    /// Adds free entities and relations; ends of a relation that are free are added with it.
    ///
    /// - Returns: how many of the additions were new.
    /// - Throws: `not_found` for an end that is a task, goal, agent or project and not here.
    package func add(_ additions: [GraphAddition], as caller: Caller) async throws -> Int {
        try await perform(as: caller) { work in
            try additions.reduce(0) { added, addition in
                switch addition {
                case .entity(let entity): added + (try work.add(entity) ? 1 : 0)
                case .relation(let relation): added + (try work.add(relation) ? 1 : 0)
                }
            }
        }
    }
}

extension UnitOfWork {
    /// Stores a free entity; false when it is there already.
    ///
    /// - Parameter wall: when it was added; now, if nothing is said.
    func add(_ entity: Entity, at wall: Int64? = nil) throws -> Bool {
        guard try tx.add(entity, to: project, at: wall ?? now.wall) else { return false }
        try noteGraph(.entityAdded, subject: entity.reference, data: nil)
        return true
    }

    /// Stores a free relation with its free ends; false when it is there already.
    ///
    /// - Parameter wall: when it was added; now, if nothing is said.
    func add(_ relation: Relation, at wall: Int64? = nil) throws -> Bool {
        for end in [relation.from, relation.to] {
            if end.isDerived { try tx.require(end, for: caller) } else { _ = try add(end, at: wall) }
        }
        guard try tx.add(relation, to: project, at: wall ?? now.wall) else { return false }
        try noteGraph(
            .relationAdded,
            subject: relation.from.reference,
            data: ["relation": .string(relation.kind), "to": .string(relation.to.reference)]
        )
        return true
    }

    private func noteGraph(_ kind: EventKind, subject: String, data: JSONObject?) throws {
        let actor = caller.boundAgent?.rawValue ?? caller.principal
        try tx.append(NewEvent(kind, actor: actor, subject: subject, data: data), to: project, at: now)
    }
}

extension AgentReading where Self: GoalReading & TaskReading {
    /// Refuses a task, goal, agent or project that is not in the caller's project.
    fileprivate func require(_ entity: Entity, for caller: Caller) throws {
        let project = caller.project.id
        let isThere =
            switch entity.kind {
            case "TASK": try AgentTask.ID(parsing: entity.name).flatMap { try task($0, in: project) } != nil
            case "GOAL": try Goal.ID(parsing: entity.name).flatMap { try goal($0, in: project) } != nil
            case "AGENT": try wasRegistered(Agent.ID(rawValue: entity.name), in: project)
            case "PROJECT": entity.name.utf8.elementsEqual(caller.project.name.utf8)
            default: true
            }
        guard isThere else {
            throw AthenaError.notFound(entity.reference, next: "Find entities with query_graph and search.")
        }
    }
}
