import AthenaCore
import Testing

@Suite("The state machine")
struct TaskMachineTests {
    /// The legal transitions as the documentation draws them; everything else is illegal.
    static let legal: [TaskAction: [TaskStatus: Set<TaskStatus>]] = [
        .unblock: [.blocked: [.pending]],
        .claim: [.pending: [.running], .assigned: [.running]],
        .assign: [.pending: [.assigned]],
        .start: [.assigned: [.running], .running: [.running]],
        .heartbeat: [.running: [.running]],
        .complete: [.running: [.completed]],
        .fail: [.running: [.pending, .blocked, .failed]],
        .release: [.assigned: [.pending, .blocked], .running: [.pending, .blocked]],
        .expire: [.assigned: [.pending, .blocked], .running: [.pending, .blocked, .failed]],
        .ask: [.running: [.waiting]],
        .answer: [.waiting: [.pending, .blocked]],
        .cancel: [
            .blocked: [.cancelled], .pending: [.cancelled], .assigned: [.cancelled], .running: [.cancelled],
            .waiting: [.cancelled],
        ],
        .retry: [.failed: [.pending, .blocked], .cancelled: [.pending, .blocked]],
    ]

    @Test("every state and action leads where the table says", arguments: TaskAction.allCases)
    func transitions(of action: TaskAction) {
        for status in TaskStatus.allCases {
            let expected = Self.legal[action]?[status] ?? []
            #expect(Set(TaskMachine.targets(of: action, from: status)) == expected, "\(action) from \(status)")
        }
    }

    @Test("only create begins a task")
    func creation() {
        for action in TaskAction.allCases {
            let expected: Set<TaskStatus> = action == .create ? [.blocked, .pending] : []
            #expect(Set(TaskMachine.targets(of: action, from: nil)) == expected)
        }
    }

    @Test("nothing but a retry leaves a terminal state", arguments: TaskStatus.allCases.filter(\.isTerminal))
    func terminal(_ status: TaskStatus) {
        for action in TaskAction.allCases where action != .retry {
            #expect(TaskMachine.targets(of: action, from: status).isEmpty)
        }
    }
}
