/// One line of an export, in the domain's terms.
package enum ExportedRecord: Sendable, Hashable {
    case goal(Goal)
    case agent(KnownAgent)
    case performance(KnownPerformance)
    case task(ExportedTask)
    case history(AgentTask.ID, TaskHistory)
    case entity(FreeEntity)
    case relation(FreeRelation)
}

/// An agent, or what is kept of one that was deregistered.
package struct KnownAgent: Sendable, Hashable {
    package let agent: Agent
    package let deregisteredAt: Int64?

    /// Pairs both.
    package init(_ agent: Agent, deregisteredAt: Int64? = nil) {
        self.agent = agent
        self.deregisteredAt = deregisteredAt
    }
}

/// What is known of the work of an agent, or of the fleet, in one scope.
package struct KnownPerformance: Sendable, Hashable {
    /// Whose it is and what about.
    package struct Place: Sendable, Hashable {
        /// Nil for the whole fleet.
        package let agent: Agent.ID?
        package let scope: PerformanceScope

        /// Names a record.
        package init(agent: Agent.ID?, scope: PerformanceScope) {
            self.agent = agent
            self.scope = scope
        }
    }

    package let place: Place
    package let record: PerformanceRecord

    /// Pairs both.
    package init(_ record: PerformanceRecord, at place: Place) {
        self.place = place
        self.record = record
    }
}

/// A task with everything that is known of it but the older part of a long history.
package struct ExportedTask: Sendable, Hashable {
    package let task: AgentTask
    package let body: TaskBody?
    package let dependencies: [DependencyLink]
    package let history: TaskHistory

    /// Gathers what was read.
    package init(task: AgentTask, body: TaskBody?, dependencies: [DependencyLink], history: TaskHistory) {
        self.task = task
        self.body = body
        self.dependencies = dependencies
        self.history = history
    }

    /// What holds it back no longer although its state alone would: released once, and brought back since.
    package var releasedBy: [AgentTask.ID] {
        dependencies.filter { $0.isSatisfied && task.answer(to: $0.status) != .goesOn }.map(\.task)
    }
}

/// An entity that somebody added.
package struct FreeEntity: Sendable, Hashable {
    package let entity: Entity
    package let createdAt: Int64

    /// Pairs both.
    package init(_ entity: Entity, createdAt: Int64) {
        self.entity = entity
        self.createdAt = createdAt
    }
}

/// A relation that somebody added.
package struct FreeRelation: Sendable, Hashable {
    package let relation: Relation
    package let createdAt: Int64

    /// Pairs both.
    package init(_ relation: Relation, createdAt: Int64) {
        self.relation = relation
        self.createdAt = createdAt
    }
}
