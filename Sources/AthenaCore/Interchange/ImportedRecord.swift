/// One thing that was made elsewhere and is to be stored here; other things are named by external reference.
package enum ImportedRecord: Sendable, Hashable {
    case goal(ImportedGoal)
    case agent(KnownAgent)
    case performance(KnownPerformance)
    case task(ImportedTask)
    case history(ImportedHistory)
    case entity(FreeEntity)
    case relation(ImportedRelation)

    /// What it is.
    package var kind: RecordKind {
        switch self {
        case .goal: .goal
        case .agent: .agent
        case .performance: .performance
        case .task: .task
        case .history: .history
        case .entity: .entity
        case .relation: .relation
        }
    }
}

/// A goal that was made elsewhere.
package struct ImportedGoal: Sendable, Hashable {
    package let externalRef: String
    package var request: GoalRequest
    /// The name of the goal above it, which is stored or comes earlier.
    package var parent: String?
    package var createdAt: Int64?

    /// A goal at the top.
    package init(externalRef: String, request: GoalRequest) {
        self.externalRef = externalRef
        self.request = request
    }
}

/// A part of the history of a task that was made elsewhere.
package struct ImportedHistory: Sendable, Hashable {
    /// The name of the task.
    package let task: String
    package let attempts: [Attempt]
    package let notes: [NumberedNote]

    /// Gathers a part.
    package init(task: String, attempts: [Attempt], notes: [NumberedNote]) {
        self.task = task
        self.attempts = attempts
        self.notes = notes
    }
}

/// A relation that was added freely elsewhere.
package struct ImportedRelation: Sendable, Hashable {
    /// One of its ends.
    package enum End: Sendable, Hashable {
        /// A task by its name.
        case task(String)
        /// A goal by its name.
        case goal(String)
        /// The project into which is imported, whatever its name was.
        case project
        case entity(Entity)
    }

    package let from: End
    package let kind: String
    package let to: End
    package let createdAt: Int64

    /// Names an edge.
    package init(from: End, kind: String, to: End, createdAt: Int64) {
        self.from = from
        self.kind = kind
        self.to = to
        self.createdAt = createdAt
    }
}

/// What an import did with one record.
package struct ImportOutcome: Sendable, Hashable {
    package let kind: RecordKind
    /// The id or name that it has here; nil where it is only looked at and not there yet.
    package let name: String?
    /// False where it was there already.
    package let isNew: Bool

    /// Names what was made or found.
    package init(_ kind: RecordKind, name: String?, isNew: Bool) {
        self.kind = kind
        self.name = name
        self.isNew = isNew
    }
}
