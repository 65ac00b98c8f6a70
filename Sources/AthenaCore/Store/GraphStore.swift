/// Reading the knowledge graph, which is SQL views over the tables that hold the facts, plus what was added freely.
package protocol GraphReading {
    /// Edges at an entity in both directions, at most `limit`.
    func relations(at entity: Entity, in project: Project.ID, limit: Int) throws -> [Relation]
    /// Entities whose name contains `text`, of one kind when it is given.
    func entities(matching text: String, kind: String?, in project: Project.ID, limit: Int) throws -> [Entity]
}

/// Adding to the knowledge graph.
package protocol GraphWriting {
    /// Stores a free entity; false when it is there already.
    func add(_ entity: Entity, to project: Project.ID, at wall: Int64) throws -> Bool
    /// Stores a free relation; false when it is there already.
    func add(_ relation: Relation, to project: Project.ID, at wall: Int64) throws -> Bool
}
