/// Every record of one agent, or of the fleet, by scope.
package struct PerformanceProfile: Sendable, Hashable {
    /// The records; a scope without outcomes may be missing.
    package var records: [PerformanceScope: PerformanceRecord]

    /// Gathers records as a store lists them.
    package init(_ records: [(PerformanceScope, PerformanceRecord)] = []) {
        self.records = Dictionary(records) { _, later in later }
    }

    /// The record of a scope, empty where nothing is known.
    package subscript(scope: PerformanceScope) -> PerformanceRecord {
        get { records[scope] ?? PerformanceRecord() }
        set { records[scope] = newValue }
    }

    /// The record over everything.
    package var overall: PerformanceRecord { self[.overall] }
}

/// What a piece of work asks of an agent, as far as its record is concerned.
package struct Work: Sendable, Hashable {
    /// The skills it needs, all of them.
    package let requirements: [Skill]
    /// What kind of work it is; nil where only skills are asked about.
    package let type: String?

    /// Describes work.
    package init(requirements: [Skill], type: String?) {
        self.requirements = requirements
        self.type = type
    }

    /// The work of a task.
    package init(_ task: AgentTask) {
        self.init(requirements: task.requirements, type: task.type)
    }

    /// Work of any kind: what an agent's score is without a task in view.
    package static let atLarge = Work(requirements: [], type: nil)

    /// The scopes in which an outcome of this work is recorded, once for the agent and once for the fleet.
    package var scopes: [PerformanceScope] {
        [.overall] + requirements.map(PerformanceScope.skill) + (type.map { [.type($0)] } ?? [])
    }
}
