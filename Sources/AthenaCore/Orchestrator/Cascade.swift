/// How far the ends of tasks spread in one transaction, and what is left of it for the sweep.
///
/// One is made for each transaction and counts everything that is cancelled in it because something else ended: open
/// children and, by their policy, those that wait.
struct Cascade {
    /// Tasks cancelled because of others.
    private(set) var cancelled: [AgentTask.ID] = []
    /// Tasks that can be worked on from now on.
    private(set) var unblocked: [AgentTask.ID] = []
    /// Ended tasks whose end has not reached everything yet.
    private(set) var leftovers: Set<Leftover> = []

    /// An ended task whose end has still to be carried on.
    struct Leftover: Sendable, Hashable {
        let task: AgentTask.ID
        let project: Project.ID
    }

    /// Whether one more task may be cancelled in this transaction.
    var mayGoOn: Bool { cancelled.count < TaskLimits.cascade }

    /// Counts a task that was cancelled.
    mutating func count(cancelled task: AgentTask) { cancelled.append(task.id) }

    /// Names a task that can be worked on now.
    mutating func count(unblocked task: AgentTask) { unblocked.append(task.id) }

    /// Leaves the rest of what the end of a task means for the sweep.
    mutating func leave(_ ended: AgentTask) { leftovers.insert(Leftover(task: ended.id, project: ended.project)) }
}
