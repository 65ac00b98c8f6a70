/// Reading everything of a project in an order in which it can be written down, a piece at a time.
package protocol InterchangeReading {
    /// The goal with this external reference.
    func goal(externalRef: String, in project: Project.ID) throws -> Goal.ID?
    /// Ended leases with fences below `fence`, newest first.
    func attempts(of id: AgentTask.ID, before fence: Int64, limit: Int) throws -> [Attempt]
    /// Notes with numbers below `number`, newest first.
    func notes(of id: AgentTask.ID, before number: Int64, limit: Int) throws -> [NumberedNote]
    /// Agents by name, behind `after`, with those that were deregistered.
    func knownAgents(in project: Project.ID, after: Agent.ID?, limit: Int) throws -> [KnownAgent]
    /// Records of performance, the fleet's first, behind `after`.
    func knownPerformances(
        in project: Project.ID,
        after: KnownPerformance.Place?,
        limit: Int
    ) throws -> [KnownPerformance]
    /// Entities that were added freely, by kind and name, behind `after`.
    func freeEntities(in project: Project.ID, after: Entity?, limit: Int) throws -> [FreeEntity]
    /// Relations that were added freely, behind `after`.
    func freeRelations(in project: Project.ID, after: Relation?, limit: Int) throws -> [FreeRelation]
    /// Whether a free entity was added.
    func isThere(_ entity: Entity, in project: Project.ID) throws -> Bool
    /// Whether a free relation was added.
    func isThere(_ relation: Relation, in project: Project.ID) throws -> Bool
}

/// Writing what was read elsewhere.
package protocol InterchangeWriting {
    /// Stores an agent of whose name nothing is known yet, with every field; it holds no lease.
    func restore(_ agent: KnownAgent, to project: Project.ID) throws
    /// Attaches a note under its own number; false when there is one.
    func add(_ note: NumberedNote, to id: AgentTask.ID) throws -> Bool
}
