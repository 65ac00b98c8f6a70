/// Who could do what is asked for.
package struct CoverageReport: Sendable, Hashable {
    /// How many agents are registered.
    package let agents: Int
    /// Every skill that is held or in demand: those in demand with the fewest holders first.
    package let skills: [Coverage.Demand]
    /// Requirement sets that no single agent can serve although each of their skills has a holder.
    package let scattered: [ReadyLane]
}

extension Orchestrator {
    /// Compares the skills that ready tasks need with those that agents hold.
    package func coverage(as caller: Caller) async throws -> CoverageReport {
        try await store.read { tx in
            let project = caller.project.id
            let lanes = try tx.readyLanes(in: project, limit: 1_000, bound: 10_000)
            let held = try tx.skillHolders(in: project)
            let holders = Dictionary(held.map { ($0.skill, $0.holders) }) { first, _ in first }
            let coverage = try Coverage.of(lanes: lanes, holders: holders) { lane in
                try !tx.agents(in: project, holdingAll: lane.requirements, limit: 1).isEmpty
            }
            let wanted = Set(coverage.demands.map(\.skill))
            let spare = held.filter { !wanted.contains($0.skill) }
                .map { Coverage.Demand(skill: $0.skill, tasks: 0, holders: $0.holders) }
            return CoverageReport(
                agents: try tx.agentCount(in: project),
                skills: coverage.demands + spare,
                scattered: coverage.scattered
            )
        }
    }
}
