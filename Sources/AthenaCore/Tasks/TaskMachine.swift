internal import AthenaJSON

/// What can be done to a task.
package enum TaskAction: String, Sendable, CaseIterable {
    case create, unblock, claim, assign, start, heartbeat, complete, fail, release, expire, ask, answer, cancel, retry
}

/// The state machine of a task: the only legal transitions.
package enum TaskMachine {
    /// The states to which `action` can lead from `status`; nil stands for a task that does not exist yet.
    ///
    /// Empty means illegal. Which of several states it is depends on open dependencies and failures, see `Placement` and
    /// `FailureVerdict`.
    package static func targets(of action: TaskAction, from status: TaskStatus?) -> [TaskStatus] {
        switch (action, status) {
        case (.create, nil): [.blocked, .pending]
        case (.unblock, .blocked): [.pending]
        case (.claim, .pending), (.claim, .assigned), (.start, .assigned), (.start, .running): [.running]
        case (.assign, .pending): [.assigned]
        case (.heartbeat, .running): [.running]
        case (.complete, .running): [.completed]
        case (.fail, .running): [.pending, .blocked, .failed]
        case (.release, .assigned), (.release, .running): [.pending, .blocked]
        case (.expire, .assigned): [.pending, .blocked]
        case (.expire, .running): [.pending, .blocked, .failed]
        case (.ask, .running): [.waiting]
        case (.answer, .waiting): [.pending, .blocked]
        case (.cancel, let status?) where !status.isTerminal: [.cancelled]
        case (.retry, .failed), (.retry, .cancelled): [.pending, .blocked]
        default: []
        }
    }

    /// Refuses an action that is illegal in the task's state.
    package static func require(_ action: TaskAction, on task: AgentTask) throws(AthenaError) {
        guard targets(of: action, from: task.status).isEmpty else { return }
        throw AthenaError(
            .illegalTransition,
            "\(task.id) is \(task.status.rawValue); it cannot be \(action.participle).",
            next: advice(for: action, on: task),
            details: ["task_id": .string(task.id.description), "status": .string(task.status.rawValue)]
        )
    }

    /// Refuses an action that is illegal in the task's state or does not lead to `target` from there.
    package static func require(
        _ action: TaskAction,
        on task: AgentTask,
        leadingTo target: TaskStatus
    ) throws(AthenaError) {
        try require(action, on: task)
        try require(action, from: task.status, leadingTo: target, named: task.id.description)
    }

    /// Refuses to begin a task in a state in which none begins.
    package static func requireBirth(in target: TaskStatus) throws(AthenaError) {
        try require(.create, from: nil, leadingTo: target, named: "A new task")
    }

    private static func require(
        _ action: TaskAction,
        from status: TaskStatus?,
        leadingTo target: TaskStatus,
        named name: String
    ) throws(AthenaError) {
        guard !targets(of: action, from: status).contains(target) else { return }
        throw AthenaError(
            .illegalTransition,
            "\(name) cannot become \(target.rawValue) by being \(action.participle).",
            next: "Read it with get_task_status and decide again."
        )
    }

    private static func advice(for action: TaskAction, on task: AgentTask) -> String {
        switch task.status {
        case .completed: "Nothing is left to do; read its result with get_task_status."
        case .failed, .cancelled: "Bring it back with retry_task first."
        case .waiting: "Answer its question with answer_task first."
        case .blocked: "Wait for its open dependencies; get_task_why names them."
        case .assigned: "Only its agent may go on, with start_task; or cancel it."
        case .running: "Wait for its lease to end; get_task_status names the holder."
        case .pending: action == .retry ? "It is already waiting to be claimed." : "Claim it first with claim_task."
        }
    }
}

extension TaskAction {
    /// The word for a message: "it cannot be claimed".
    fileprivate var participle: String {
        switch self {
        case .create: "created"
        case .unblock: "unblocked"
        case .claim: "claimed"
        case .assign: "assigned"
        case .start: "started"
        case .heartbeat: "renewed"
        case .complete: "completed"
        case .fail: "failed"
        case .release: "released"
        case .expire: "expired"
        case .ask: "put to a human"
        case .answer: "answered"
        case .cancel: "cancelled"
        case .retry: "retried"
        }
    }
}
