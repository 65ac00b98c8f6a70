/// What an operator changes on a task that nobody holds; nil leaves a field, `.some(nil)` clears it.
package struct TaskUpdate: Sendable, Hashable {
    package var title: String?
    package var content: String?
    package var priority: Priority?
    package var requirements: [Skill]?
    package var labels: [String]?
    package var runAfter: Int64??
    package var deadline: Int64??
    package var addDependencies: [AgentTask.ID] = []
    package var removeDependencies: [AgentTask.ID] = []

    /// Changes nothing yet.
    package init() {}
}
