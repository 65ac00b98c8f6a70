/// One row that the sweep has something to do with.
enum SweepChore: Sendable, Hashable {
    /// A lease that ran out.
    case expire(AgentTask)
    /// A schedule or backoff that passed.
    case ready(AgentTask)
    /// A blocked task to be cancelled by its policy, because something it waits for ended badly before.
    case cancel(AgentTask)
    /// An ended task whose end has not reached everything yet.
    case spread(Cascade.Leftover)

    /// Whose row it is.
    var task: AgentTask.ID {
        switch self {
        case .expire(let task), .ready(let task), .cancel(let task): task.id
        case .spread(let leftover): leftover.task
        }
    }

    /// In which project it is.
    var project: Project.ID {
        switch self {
        case .expire(let task), .ready(let task), .cancel(let task): task.project
        case .spread(let leftover): leftover.project
        }
    }
}
