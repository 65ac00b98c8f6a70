/// Reading goals.
package protocol GoalReading {
    /// One goal of a project.
    func goal(_ id: Goal.ID, in project: Project.ID) throws -> Goal?
    /// Goals by id behind `after`, those under `parent` only when it is given.
    func goals(in project: Project.ID, under parent: Goal.ID?, after: Goal.ID?, limit: Int) throws -> [Goal]
    /// How many tasks of a goal stand in each state.
    func taskCounts(of goal: Goal.ID, in project: Project.ID) throws -> [TaskStatus: Int]
}

/// Changing goals.
package protocol GoalWriting {
    /// Stores a goal and gives it an id.
    func add(_ goal: NewGoal) throws -> Goal
}

/// A goal that is about to be stored.
package struct NewGoal: Sendable, Hashable {
    package let project: Project.ID
    package let request: GoalRequest
    package let createdAt: Int64
    /// The name under which an import knows it again.
    package var externalRef: String?

    /// A goal as its creator describes it.
    package init(_ request: GoalRequest, in project: Project.ID, at wall: Int64) {
        self.request = request
        self.project = project
        createdAt = wall
    }
}
