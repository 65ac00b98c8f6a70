/// What a database holds, as far as one project and the store can say.
package struct DatabaseReport: Sendable, Hashable {
    /// Projects in the database.
    package let projects: Int
    /// Agents that are registered in the caller's project.
    package let agents: Int
    /// Running totals of the caller's project.
    package let tally: Tally
    /// Where the caller's event log begins and ends.
    package let anchor: EventHead
    package let head: EventHead
    /// What the store says of itself; nil for one that keeps no count.
    package let store: StoreCondition?
}

extension Orchestrator {
    /// Counts and sizes.
    package func databaseReport(as caller: Caller) async throws -> DatabaseReport {
        let condition = try await (store as? any StoreReporting)?.condition()
        let project = caller.project.id
        return try await store.read { tx in
            DatabaseReport(
                projects: try tx.projects().count,
                agents: try tx.agentCount(in: project),
                tally: try tx.tally(in: project),
                anchor: try tx.eventAnchor(in: project),
                head: try tx.eventHead(in: project),
                store: condition
            )
        }
    }
}
