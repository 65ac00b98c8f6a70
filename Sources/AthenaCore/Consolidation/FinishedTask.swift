internal import AthenaJSON

/// A task that ended, as far as patterns are concerned.
package struct FinishedTask: Sendable, Hashable {
    /// The task.
    package let id: AgentTask.ID
    /// What kind of work it was.
    package let type: String
    /// What it served, was part of and waited for.
    package let bonds: Bonds
    /// Whether it ended well.
    package let isSuccess: Bool
    /// How long the attempt that ended it took, in milliseconds; nil when unknown.
    package let durationMs: Int64?

    /// What ties a task to others.
    package struct Bonds: Sendable, Hashable {
        /// The goal it serves.
        package var goal: Goal.ID?
        /// The task it is part of.
        package var parent: AgentTask.ID?
        /// The tasks it waited for.
        package var dependencies: [AgentTask.ID]

        /// Gathers the ties of a task.
        package init(goal: Goal.ID? = nil, parent: AgentTask.ID? = nil, dependencies: [AgentTask.ID] = []) {
            self.goal = goal
            self.parent = parent
            self.dependencies = dependencies
        }

        /// Reads what an event says: dependencies from its column, goal and parent from `goal` and `parent` in its data.
        ///
        /// Nil when it says nothing about any of them.
        package init?(_ event: NewEvent) {
            let goal = event.data?["goal"]?.stringValue.flatMap(Goal.ID.init(parsing:))
            let parent = event.data?["parent"]?.stringValue.flatMap(AgentTask.ID.init(parsing:))
            guard goal != nil || parent != nil || event.facts.dependencies?.isEmpty == false else { return nil }
            self.init(goal: goal, parent: parent, dependencies: event.facts.dependencies ?? [])
        }

        /// These ties, and of `known` those that these leave open.
        func completed(by known: Bonds?) -> Bonds {
            Bonds(
                goal: goal ?? known?.goal,
                parent: parent ?? known?.parent,
                dependencies: dependencies.isEmpty ? known?.dependencies ?? [] : dependencies
            )
        }
    }

    /// Describes a task that ended.
    package init(id: AgentTask.ID, type: String, bonds: Bonds, isSuccess: Bool, durationMs: Int64?) {
        self.id = id
        self.type = type
        self.bonds = bonds
        self.isSuccess = isSuccess
        self.durationMs = durationMs
    }
}
