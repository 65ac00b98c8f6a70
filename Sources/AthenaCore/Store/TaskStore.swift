/// Reading single tasks.
package protocol TaskReading {
    /// One task of a project; nil when there is none, also when it belongs to another project.
    func task(_ id: AgentTask.ID, in project: Project.ID) throws -> AgentTask?
    /// The long texts of a task.
    func body(of id: AgentTask.ID) throws -> TaskBody?
    /// The task with this external reference.
    func task(externalRef: String, in project: Project.ID) throws -> AgentTask.ID?
    /// Ended leases, newest first.
    func attempts(of id: AgentTask.ID, limit: Int) throws -> [Attempt]
    /// The ended lease with this fence.
    func attempt(of id: AgentTask.ID, fence: Int64) throws -> Attempt?
    /// Notes of some kinds, or of all when nil, newest first.
    func notes(of id: AgentTask.ID, kinds: [Note.Kind]?, limit: Int) throws -> [Note]
    /// What a task waits for: its dependencies and its children, by id.
    func dependencies(of id: AgentTask.ID) throws -> [DependencyLink]
    /// What waits for a task, by id: its dependents and its parent.
    func dependents(of id: AgentTask.ID, limit: Int) throws -> [DependencyLink]
    /// Tasks that the agent holds a lease of, reserved ones included, oldest lease first.
    func leases(of agent: Agent.ID, in project: Project.ID) throws -> [AgentTask]
}

extension TaskReading {
    /// Notes of every kind, newest first.
    package func notes(of id: AgentTask.ID, limit: Int) throws -> [Note] { try notes(of: id, kinds: nil, limit: limit) }
}

/// One edge between two tasks, seen from one of them.
package struct DependencyLink: Sendable, Hashable {
    /// The task at the other end.
    package let task: AgentTask.ID
    /// The state of the task at the other end.
    package let status: TaskStatus
    /// Whether the edge is a parent's wait for its child.
    package let isChild: Bool
    /// Whether the edge no longer holds the waiting task back.
    package let isSatisfied: Bool

    /// Describes an edge.
    package init(task: AgentTask.ID, status: TaskStatus, isChild: Bool, isSatisfied: Bool) {
        self.task = task
        self.status = status
        self.isChild = isChild
        self.isSatisfied = isSatisfied
    }
}

/// Changing single tasks.
package protocol TaskWriting {
    /// Stores a new task with its body and its edges, and gives it an id.
    func insert(_ task: NewTask) throws -> AgentTask
    /// Carries out a change if the row still has the state, fence and holder of `task`.
    ///
    /// - Returns: the task as it is now, or nil when the row had changed meanwhile and nothing was done.
    func apply(_ change: TaskChange, to task: AgentTask) throws -> AgentTask?
    /// Stores the history of a lease that ended.
    func record(_ attempt: Attempt, in project: Project.ID) throws
    /// Keeps what the call that ended a lease was answered.
    func keepAnswer(_ answer: String, of id: AgentTask.ID, fence: Int64) throws
    /// Attaches a note.
    func add(_ note: Note, to id: AgentTask.ID) throws
    /// Replaces the long texts.
    func replaceBody(of id: AgentTask.ID, in project: Project.ID, with body: TaskBody) throws
    /// Adds an edge; counts on both tasks are the caller's to change with `apply`. A second edge between the same two
    /// tasks is an error: both counts would be wrong.
    func addEdge(from dependent: AgentTask.ID, to dependency: AgentTask.ID, isChild: Bool, isSatisfied: Bool) throws
    /// Removes an edge.
    func removeEdge(from dependent: AgentTask.ID, to dependency: AgentTask.ID) throws
    /// Marks an edge as satisfied or not.
    func markEdge(from dependent: AgentTask.ID, to dependency: AgentTask.ID, isSatisfied: Bool) throws
    /// Whether `target` can be reached from `start` by following what tasks wait for.
    ///
    /// - Returns: the path from `start` to `target` if there is one; throws `too_large` past `bound` visited tasks.
    func path(from start: AgentTask.ID, to target: AgentTask.ID, bound: Int) throws -> [AgentTask.ID]?
}

/// A task that is about to be stored.
package struct NewTask: Sendable, Hashable {
    package let project: Project.ID
    package var title: String
    package var type: String
    package var priority: Priority
    package var requirements: [Skill]
    package var placement: Placement
    /// Set for an imported task whose state does not follow from what it waits for: it ended, or waits for an answer.
    package var standing: TaskStatus?
    package var unmet: Int
    /// Tasks stored with it that wait for it, its parent included.
    package var dependents: Int
    package var maxAttempts: Int
    package var retryDelayMs: Int64?
    package var dependencyPolicy: DependencyPolicy
    package var leaseSeconds: Int
    package var deadline: Int64?
    package var estimatedMs: Int64?
    package var parent: AgentTask.ID?
    package var goal: Goal.ID?
    package var createdAt: Int64
    /// Nil for a task that is new.
    package var updatedAt: Int64?
    package var completedAt: Int64?
    /// What happened to it in the database that it was exported from.
    package var past: Past?
    package var body: TaskBody
    /// What it waits for; the child edge to its parent is not among them.
    package var dependencies: [AgentTask.ID]
    /// Dependencies that already hold it back no longer.
    package var satisfied: Set<AgentTask.ID>

    /// The state that earlier leases left.
    package struct Past: Sendable, Hashable {
        package var fence: Int64
        package var failures: Int
        package var progress: Int
        package var grantedAt: Int64?
        package var startedAt: Int64?

        /// Describes what happened before.
        package init(fence: Int64, failures: Int, progress: Int, grantedAt: Int64?, startedAt: Int64?) {
            self.fence = fence
            self.failures = failures
            self.progress = progress
            self.grantedAt = grantedAt
            self.startedAt = startedAt
        }
    }

    /// A task with nothing but what every task has.
    package init(
        project: Project.ID,
        title: String,
        type: String,
        placement: Placement,
        createdAt: Int64,
        body: TaskBody
    ) {
        self.project = project
        self.title = title
        self.type = type
        priority = .medium
        requirements = []
        self.placement = placement
        unmet = 0
        dependents = 0
        maxAttempts = TaskLimits.standardMaxAttempts
        dependencyPolicy = .block
        leaseSeconds = TaskLimits.standardLeaseSeconds
        self.createdAt = createdAt
        self.body = body
        dependencies = []
        satisfied = []
    }
}

/// The changes a task row can undergo; each is one statement whose WHERE compares state, fence and holder.
package enum TaskChange: Sendable, Hashable {
    /// A new lease: fence + 1, status running (started) or assigned (reserved).
    case grant(Grant)
    /// A reserved task is started by `holder`; the fence stays.
    case start(holder: String, leaseUntil: Int64, leasePeriodMs: Int64, at: Int64)
    /// The lease lasts until `leaseUntil`; progress moves where it is given.
    case renew(leaseUntil: Int64, leasePeriodMs: Int64, progress: Int?, at: Int64)
    /// The lease, or the wait, is over and the task stands somewhere without a holder.
    case settle(Settlement)
    /// A task that nobody holds: its unmet count and placement.
    case place(Placement, unmet: Int, at: Int64)
    /// The count of tasks that wait for it, or that it waits for, changed; nothing else does.
    case count(dependents: Int, unmet: Int)
    /// Fields that an operator edits while nobody holds the task.
    case edit(TaskEdit, at: Int64)

    /// The state in which it leaves a task that was in `status`.
    package func status(after status: TaskStatus) -> TaskStatus {
        switch self {
        case .grant(let grant): grant.status
        case .start: .running
        case .settle(let settlement): settlement.status
        case .place(let placement, _, _): placement.status
        case .renew, .count, .edit: status
        }
    }

    /// A new lease.
    package struct Grant: Sendable, Hashable {
        package let agent: Agent.ID
        /// The principal that claimed; nil for a reservation.
        package let holder: String?
        package let leaseUntil: Int64
        package let leasePeriodMs: Int64
        package let at: Int64

        /// Describes a lease about to be granted.
        package init(agent: Agent.ID, holder: String?, leaseUntil: Int64, leasePeriodMs: Int64, at: Int64) {
            self.agent = agent
            self.holder = holder
            self.leaseUntil = leaseUntil
            self.leasePeriodMs = leasePeriodMs
            self.at = at
        }

        /// What it makes of the task: work in progress, or a reservation.
        package var status: TaskStatus { holder == nil ? .assigned : .running }
    }

    /// Where a task stands after its lease or wait.
    package struct Settlement: Sendable, Hashable {
        package let status: TaskStatus
        package var isReady = false
        package var orderKey: Int64?
        package var timerAt: Int64?
        package var failures: Int
        package var progress: Int
        package var avoids: AgentTask.Affinity?
        package var prefers: AgentTask.Affinity?
        package var completedAt: Int64?
        package let at: Int64

        /// A terminal or waiting state.
        package init(_ status: TaskStatus, of task: AgentTask, at: Int64) {
            self.status = status
            orderKey = task.orderKey
            failures = task.failures
            progress = task.progress
            completedAt = status.isTerminal ? at : nil
            self.at = at
        }

        /// A state in which it can be worked on again.
        package init(_ placement: Placement, of task: AgentTask, at: Int64) {
            status = placement.status
            isReady = placement.isReady
            orderKey = placement.orderKey
            timerAt = placement.timerAt
            failures = task.failures
            progress = task.progress
            self.at = at
        }
    }
}

/// New values for the fields of a task; nil leaves a field as it is, `.some(nil)` clears it.
package struct TaskEdit: Sendable, Hashable {
    package var title: String?
    package var priority: Priority?
    package var requirements: [Skill]?
    package var type: String?
    package var deadline: Int64??
    package var estimatedMs: Int64??
    package var goal: Goal.ID??
    package var parent: AgentTask.ID??
    package var maxAttempts: Int?
    package var leaseSeconds: Int?

    /// Changes nothing yet.
    package init() {}
}
