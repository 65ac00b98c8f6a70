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
    func addGoal(
        title: String,
        description: String?,
        parent: Goal.ID?,
        deadline: Int64?,
        in project: Project.ID,
        at wall: Int64
    ) throws -> Goal
}
