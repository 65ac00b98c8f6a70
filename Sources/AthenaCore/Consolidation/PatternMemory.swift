/// Finds sequences of task types that repeat, from the event log, in bounded memory.
///
/// Fed with events in the order of the log, any number at a time: `cursor` says from where to go on. Within a goal and
/// within a parent, a task is paired with the one that ended before it; by dependency, with each task it waited for.
package struct PatternMemory: Sendable {
    /// How much is remembered at once.
    package struct Limits: Sendable, Hashable {
        /// Tasks that ended, and tasks whose ties are known and that are still open.
        package var tasks = 10_000
        /// Goals and parents whose last ended task is known.
        package var threads = 2_000
        /// Patterns.
        package var patterns = 1_000

        /// The standard limits.
        package init() {}
    }

    /// The sequence of the last event absorbed; 0 before the first.
    package private(set) var cursor: Int64 = 0
    private var patterns: [Pattern.Key: Pattern] = [:]
    private var ended: RecentMap<AgentTask.ID, Trace>
    private var bonds: RecentMap<AgentTask.ID, FinishedTask.Bonds>
    private var lastOfGoal: RecentMap<Goal.ID, Trace>
    private var lastOfParent: RecentMap<AgentTask.ID, Trace>
    private let limits: Limits

    /// What is remembered of a task that ended.
    private struct Trace: Sendable {
        let type: String
        let isSuccess: Bool
        let durationMs: Int64?

        init(_ task: FinishedTask) {
            type = task.type
            isSuccess = task.isSuccess
            durationMs = task.durationMs
        }
    }

    /// Knows nothing yet.
    package init(limits: Limits = Limits()) {
        self.limits = limits
        ended = RecentMap(capacity: limits.tasks)
        bonds = RecentMap(capacity: limits.tasks)
        lastOfGoal = RecentMap(capacity: limits.threads)
        lastOfParent = RecentMap(capacity: limits.threads)
    }

    /// Takes in events; those at or before the cursor are skipped, so feeding a page twice changes nothing.
    ///
    /// A task's ties may stand in the event that ended it, or in the one that created it. A task that failed, was brought
    /// back and then completed ends twice, and counts twice.
    package mutating func absorb(_ events: [Event]) {
        for event in events where event.sequence > cursor {
            cursor = event.sequence
            absorb(event.content)
        }
    }

    /// Takes in one task that ended.
    package mutating func absorb(_ task: FinishedTask) {
        let trace = Trace(task)
        if let goal = task.bonds.goal {
            if let before = lastOfGoal[goal] { count(before, trace, .goal) }
            lastOfGoal[goal] = trace
        }
        if let parent = task.bonds.parent {
            if let before = lastOfParent[parent] { count(before, trace, .parent) }
            lastOfParent[parent] = trace
        }
        for dependency in task.bonds.dependencies {
            if let before = ended[dependency] { count(before, trace, .dependency) }
        }
        ended[task.id] = trace
    }

    /// Sequences that happened at least `least` times, most frequent first.
    package func repeated(atLeast least: Int = 2, limit: Int = 20) -> [Pattern] {
        let found = patterns.values.filter { $0.count >= least }.sorted { left, right in
            left.count == right.count ? left.key.precedes(right.key) : left.count > right.count
        }
        return Array(found.prefix(max(limit, 0)))
    }

    private mutating func absorb(_ event: NewEvent) {
        guard let id = event.facts.taskID else { return }
        switch (event.kind, event.facts.taskStatus) {
        case (.taskCreated, _), (.taskUpdated, _):
            if let found = FinishedTask.Bonds(event) { bonds[id] = found.completed(by: bonds[id]) }
        case (.taskCompleted, _), (.taskFailed, .failed), (.taskLost, .failed):
            guard let type = event.facts.taskType else { return }
            let known = (FinishedTask.Bonds(event) ?? FinishedTask.Bonds()).completed(by: bonds[id])
            if event.kind == .taskCompleted { bonds[id] = nil }
            absorb(
                FinishedTask(
                    id: id,
                    type: type,
                    bonds: known,
                    isSuccess: event.kind == .taskCompleted,
                    durationMs: event.facts.executionDurationMs
                )
            )
        default: break
        }
    }

    private mutating func count(_ first: Trace, _ second: Trace, _ link: Pattern.Link) {
        let key = Pattern.Key(first: first.type, second: second.type, link: link)
        if patterns[key] == nil, patterns.count >= limits.patterns { forgetRarest() }
        let duration = first.durationMs.flatMap { before in second.durationMs.map { before.addingWithoutOverflow($0) } }
        patterns[key, default: Pattern(key)].record(
            isSuccess: first.isSuccess && second.isSuccess,
            durationMs: duration
        )
    }

    /// Makes room by forgetting the rarer half, so that the cost of forgetting is shared by many additions.
    private mutating func forgetRarest() {
        let kept = repeated(atLeast: 1, limit: limits.patterns / 2)
        patterns = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0) })
    }
}

extension Pattern.Key {
    /// The order of equally frequent patterns.
    fileprivate func precedes(_ other: Pattern.Key) -> Bool {
        [first, second, link.rawValue].lexicographicallyPrecedes([other.first, other.second, other.link.rawValue])
    }
}
