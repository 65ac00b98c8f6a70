import AthenaCore

/// The queue in the fewest words: what every task must look like after a sequence of operations.
///
/// Each agent has one skill of its own and each task needs one, so nobody is ever avoided in favour of somebody else.
struct QueueModel {
    struct Entry: Equatable {
        var status: TaskStatus
        var fence: Int64 = 0
        var failures = 0
        var owner: Int
        var priority: Priority
        var policy: DependencyPolicy
        var waitsFor: Set<Int>
        var readyAt: Int64?
        var timerAt: Int64?
        var leaseUntil: Int64?
        var hasStarted = false
    }

    enum Ending { case completed, failed, released, other }

    private(set) var tasks: [Entry] = []
    /// How each ended lease ended.
    private(set) var endings: [Int: [Int64: Ending]] = [:]
    static let lease: Int64 = 300_000

    mutating func create(
        owner: Int,
        priority: Priority,
        policy: DependencyPolicy,
        dependencies: Set<Int>,
        at now: Int64
    ) {
        let open = dependencies.filter { !isSatisfied($0, for: policy) }
        var entry = Entry(status: .blocked, owner: owner, priority: priority, policy: policy, waitsFor: open)
        if open.isEmpty { Self.makeReady(&entry, at: now) }
        tasks.append(entry)
    }

    /// The task that a claim of `owner` must get.
    func claimable(by owner: Int) -> Int? {
        tasks.indices
            .filter { tasks[$0].status == .pending && tasks[$0].timerAt == nil && tasks[$0].owner == owner }
            .min { order($0) < order($1) }
    }

    mutating func claim(_ task: Int, at now: Int64) {
        tasks[task].status = .running
        tasks[task].fence += 1
        tasks[task].leaseUntil = now + Self.lease
    }

    func isCurrent(_ task: Int, _ fence: Int64) -> Bool { tasks[task].status == .running && tasks[task].fence == fence }

    mutating func complete(_ task: Int, at now: Int64) {
        end(task, .completed)
        tasks[task].status = .completed
        settle(task, at: now)
    }

    mutating func fail(_ task: Int, isRetried: Bool, at now: Int64) {
        end(task, .failed)
        tasks[task].failures += 1
        if isRetried, tasks[task].failures < TaskLimits.standardMaxAttempts {
            tasks[task].status = .pending
            let wait = RetryDelay.milliseconds(baseMs: nil, failures: tasks[task].failures, jitter: 0)
            tasks[task].timerAt = now + wait
        } else {
            tasks[task].status = .failed
            settle(task, at: now)
        }
    }

    mutating func release(_ task: Int) {
        end(task, .released)
        tasks[task].status = .pending
    }

    mutating func renew(_ task: Int, at now: Int64) { tasks[task].leaseUntil = now + Self.lease }

    mutating func cancel(_ task: Int, at now: Int64) {
        guard !tasks[task].status.isTerminal else { return }
        if tasks[task].status == .running { end(task, .other) }
        tasks[task].status = .cancelled
        settle(task, at: now)
    }

    mutating func retry(_ task: Int, at now: Int64) {
        tasks[task].failures = 0
        tasks[task].timerAt = nil
        tasks[task].status = tasks[task].waitsFor.isEmpty ? .pending : .blocked
        if tasks[task].status == .pending, tasks[task].readyAt == nil { tasks[task].readyAt = now }
    }

    mutating func sweep(at now: Int64) {
        for task in tasks.indices where tasks[task].status == .running && (tasks[task].leaseUntil ?? .max) <= now {
            end(task, .other)
            tasks[task].failures += 1
            tasks[task].status = tasks[task].failures < TaskLimits.standardMaxAttempts ? .pending : .failed
            if tasks[task].status == .failed { settle(task, at: now) }
        }
        for task in tasks.indices where tasks[task].status == .pending && (tasks[task].timerAt ?? .max) <= now {
            Self.makeReady(&tasks[task], at: now)
        }
    }

    /// Whether a retried task would not be cancelled again at once by its own policy.
    func mayStay(_ task: Int) -> Bool {
        tasks[task].policy != .cancel
            || !tasks[task].waitsFor.contains { tasks[$0].status == .failed || tasks[$0].status == .cancelled }
    }

    private func order(_ task: Int) -> (Int64, Int) {
        (tasks[task].priority.orderKey(readyAt: tasks[task].readyAt ?? 0), task)
    }

    private func isSatisfied(_ dependency: Int, for policy: DependencyPolicy) -> Bool {
        switch tasks[dependency].status {
        case .completed: true
        case .failed, .cancelled: policy == .ignore
        default: false
        }
    }

    private static func makeReady(_ entry: inout Entry, at now: Int64) {
        entry.status = .pending
        entry.timerAt = nil
        entry.readyAt = entry.readyAt ?? now
    }

    private mutating func end(_ task: Int, _ ending: Ending) {
        endings[task, default: [:]][tasks[task].fence] = ending
        tasks[task].leaseUntil = nil
    }

    private mutating func settle(_ ended: Int, at now: Int64) {
        for waiting in tasks.indices where tasks[waiting].waitsFor.contains(ended) && !tasks[waiting].status.isTerminal
        {
            if isSatisfied(ended, for: tasks[waiting].policy) {
                tasks[waiting].waitsFor.remove(ended)
                if tasks[waiting].waitsFor.isEmpty, tasks[waiting].status == .blocked {
                    Self.makeReady(&tasks[waiting], at: now)
                }
            } else if tasks[waiting].policy == .cancel {
                cancel(waiting, at: now)
            }
        }
    }
}
