import AthenaCore

/// The queue in the fewest words: what every task must look like after a sequence of operations.
///
/// Each agent has one skill of its own and each task needs one, so nobody is ever avoided or preferred in favour of
/// somebody else. It knows nothing of how the queue is stored: who waits for whom is looked up in every task each time.
struct QueueModel {
    struct Entry: Equatable {
        var status: TaskStatus = .blocked
        var fence: Int64 = 0
        var failures = 0
        var owner: Int
        var priority: Priority
        var policy: DependencyPolicy
        var dependencies: Set<Int>
        var children: Set<Int> = []
        /// Those of both that hold it back.
        var waitsFor: Set<Int> = []
        var readyAt: Int64?
        var timerAt: Int64?
        var leaseUntil: Int64?
        var grantedAt: Int64?
        var result: String?
    }

    /// A task as it is asked for.
    struct Request {
        var owner: Int
        var priority: Priority
        var policy: DependencyPolicy
        var dependencies: Set<Int> = []
        var parent: Int?
        var runAfter: Int64?
    }

    enum Ending: Equatable {
        case completed(String)
        case failed, released, asked, lost, cancelled
        /// Over before anybody had started it.
        case neverStarted
    }

    var tasks: [Entry] = []
    /// How each ended lease ended.
    var endings: [Int: [Int64: Ending]] = [:]
    /// Every lease there was or is, for the check that no number is given twice.
    private(set) var granted: Set<[Int64]> = []
    static let lease: Int64 = 300_000

    mutating func create(_ request: Request, at now: Int64) {
        var entry = Entry(
            owner: request.owner,
            priority: request.priority,
            policy: request.policy,
            dependencies: request.dependencies
        )
        entry.waitsFor = request.dependencies.filter { !isSatisfied($0, for: request.policy) }
        entry.timerAt = request.runAfter
        tasks.append(entry)
        place(tasks.count - 1, at: now)
        guard let parent = request.parent else { return }
        tasks[parent].children.insert(tasks.count - 1)
        tasks[parent].waitsFor.insert(tasks.count - 1)
        if tasks[parent].status == .pending { tasks[parent].status = .blocked }
    }

    /// What a creation is refused with: a parent that has ended, or a circle.
    func refusal(of request: Request) -> AthenaErrorCode? {
        guard let parent = request.parent else { return nil }
        if tasks[parent].status.isTerminal { return .illegalTransition }
        return request.dependencies.contains { reaches(parent, from: $0) } ? .dependencyCycle : nil
    }

    /// What an edit that adds a dependency is refused with: a task that has ended or is held, or a circle.
    func refusal(toTie task: Int, to other: Int) -> AthenaErrorCode? {
        if tasks[task].status.isTerminal || tasks[task].status.isLeased { return .illegalTransition }
        if tasks[task].dependencies.union(tasks[task].children).contains(other) { return nil }
        return reaches(task, from: other) ? .dependencyCycle : nil
    }

    private func reaches(_ target: Int, from start: Int) -> Bool {
        var seen: Set<Int> = [start]
        var open = [start]
        while let task = open.popLast() {
            if task == target { return true }
            for next in tasks[task].dependencies.union(tasks[task].children) where seen.insert(next).inserted {
                open.append(next)
            }
        }
        return false
    }

    /// The task that a claim of `owner` must get.
    func claimable(by owner: Int) -> Int? {
        let reserved = tasks.indices
            .filter { tasks[$0].status == .assigned && tasks[$0].owner == owner }
            .min { (tasks[$0].grantedAt ?? 0, $0) < (tasks[$1].grantedAt ?? 0, $1) }
        return reserved
            ?? tasks.indices
            .filter { isReady($0) && tasks[$0].owner == owner }
            .min { order($0) < order($1) }
    }

    func isReady(_ task: Int) -> Bool { tasks[task].status == .pending && tasks[task].timerAt == nil }

    mutating func claim(_ task: Int, at now: Int64) {
        if tasks[task].status == .assigned { start(task, at: now) } else { grant(task, .running, at: now) }
    }

    mutating func assign(_ task: Int, at now: Int64) { grant(task, .assigned, at: now) }

    mutating func start(_ task: Int, at now: Int64) {
        guard tasks[task].status == .assigned else { return }
        tasks[task].status = .running
        tasks[task].leaseUntil = now + Self.lease
    }

    private mutating func grant(_ task: Int, _ status: TaskStatus, at now: Int64) {
        tasks[task].status = status
        tasks[task].fence += 1
        tasks[task].grantedAt = now
        tasks[task].leaseUntil = now + Self.lease
        granted.insert([Int64(task), tasks[task].fence])
    }

    func isCurrent(_ task: Int, _ fence: Int64) -> Bool { tasks[task].status == .running && tasks[task].fence == fence }

    func hasOpenChildren(_ task: Int) -> Bool { tasks[task].waitsFor.contains { !tasks[$0].status.isTerminal } }

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
}

/// How leases end and what follows from it.
extension QueueModel {
    mutating func complete(_ task: Int, result: String, at now: Int64) {
        end(task, .completed(result))
        tasks[task].status = .completed
        tasks[task].result = result
        settle(task, at: now)
    }

    mutating func fail(_ task: Int, isRetried: Bool, at now: Int64) {
        end(task, .failed)
        tasks[task].failures += 1
        guard isRetried, tasks[task].failures < TaskLimits.standardMaxAttempts else {
            tasks[task].status = .failed
            return settle(task, at: now)
        }
        tasks[task].timerAt = now + 30_000 << (tasks[task].failures - 1)
        place(task, at: now)
    }

    mutating func release(_ task: Int, at now: Int64) {
        end(task, .released)
        place(task, at: now)
    }

    mutating func renew(_ task: Int, at now: Int64) { tasks[task].leaseUntil = now + Self.lease }

    mutating func ask(_ task: Int) {
        end(task, .asked)
        tasks[task].status = .waiting
    }

    mutating func answer(_ task: Int, at now: Int64) { place(task, at: now) }

    mutating func cancel(_ task: Int, at now: Int64) {
        guard !tasks[task].status.isTerminal else { return }
        end(task, .cancelled)
        tasks[task].status = .cancelled
        // A schedule outlives it, the wait after a failure does not.
        if (tasks[task].timerAt ?? 0) <= now || tasks[task].failures > 0 { tasks[task].timerAt = nil }
        for child in tasks[task].children { cancel(child, at: now) }
        settle(task, at: now)
    }

    mutating func retry(_ task: Int, at now: Int64) {
        tasks[task].failures = 0
        let policy = tasks[task].policy
        tasks[task].waitsFor = tasks[task].dependencies.union(tasks[task].children)
            .filter { !isSatisfied($0, for: policy) }
        place(task, at: now)
    }

    /// A wait for a child is there already, as is one for a dependency.
    mutating func tie(_ task: Int, to other: Int, at now: Int64) {
        if !tasks[task].children.contains(other), tasks[task].dependencies.insert(other).inserted {
            if !isSatisfied(other, for: tasks[task].policy) { tasks[task].waitsFor.insert(other) }
        }
        if tasks[task].status != .waiting { place(task, at: now) }
    }

    /// Leases that ran out, longest ended first; then timers; then what a policy says of dependencies that ended before.
    mutating func sweep(at now: Int64) {
        let ended = tasks.indices.filter { (tasks[$0].leaseUntil ?? .max) <= now }
            .sorted { (tasks[$0].leaseUntil ?? 0, $0) < (tasks[$1].leaseUntil ?? 0, $1) }
        for task in ended where tasks[task].status.isLeased { expire(task, at: now) }
        for task in tasks.indices where tasks[task].status == .pending && (tasks[task].timerAt ?? .max) <= now {
            place(task, at: now)
        }
        while let doomed = tasks.indices.first(where: { isDoomed($0) }) { cancel(doomed, at: now) }
    }

    /// After a start every lease lasts at least one full period.
    mutating func restart(at now: Int64) {
        for task in tasks.indices where tasks[task].status.isLeased { tasks[task].leaseUntil = now + Self.lease }
    }

    private mutating func expire(_ task: Int, at now: Int64) {
        let wasStarted = tasks[task].status == .running
        end(task, .lost)
        guard wasStarted else { return place(task, at: now) }
        tasks[task].failures += 1
        guard tasks[task].failures >= TaskLimits.standardMaxAttempts else { return place(task, at: now) }
        tasks[task].status = .failed
        settle(task, at: now)
    }

    private func isDoomed(_ task: Int) -> Bool {
        tasks[task].status == .blocked && tasks[task].policy == .cancel
            && tasks[task].waitsFor.contains { tasks[$0].status == .failed || tasks[$0].status == .cancelled }
    }

    private mutating func place(_ task: Int, at now: Int64) {
        guard tasks[task].waitsFor.isEmpty else {
            tasks[task].status = .blocked
            return
        }
        tasks[task].status = .pending
        guard (tasks[task].timerAt ?? 0) <= now else { return }
        tasks[task].timerAt = nil
        tasks[task].readyAt = tasks[task].readyAt ?? now
    }

    private mutating func end(_ task: Int, _ ending: Ending) {
        guard tasks[task].status.isLeased else { return }
        let isStarted = tasks[task].status == .running
        endings[task, default: [:]][tasks[task].fence] = isStarted ? ending : .neverStarted
        tasks[task].leaseUntil = nil
    }

    private mutating func settle(_ ended: Int, at now: Int64) {
        for waiting in tasks.indices where tasks[waiting].waitsFor.contains(ended) && !tasks[waiting].status.isTerminal
        {
            if isSatisfied(ended, for: tasks[waiting].policy) {
                tasks[waiting].waitsFor.remove(ended)
                if tasks[waiting].waitsFor.isEmpty, tasks[waiting].status == .blocked { place(waiting, at: now) }
            } else if tasks[waiting].policy == .cancel, tasks[waiting].status == .blocked {
                cancel(waiting, at: now)
            }
        }
    }
}
