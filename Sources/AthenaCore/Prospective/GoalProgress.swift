/// How far a goal is, and whether it will be reached in time.
package struct GoalProgress: Sendable, Hashable {
    /// How a goal stands.
    package enum State: String, Sendable, CaseIterable {
        /// No tasks belong to it, or all were cancelled.
        case empty
        /// Every task that was not cancelled is completed.
        case done
        /// The deadline has passed and something is open or failed.
        case late
        /// Something failed for good, or the pace is too slow for the deadline.
        case atRisk = "at_risk"
        /// Nothing speaks against reaching it.
        case onTrack = "on_track"
    }

    /// Tasks that count: all but cancelled ones.
    package let total: Int
    /// Tasks completed.
    package let completed: Int
    /// Tasks failed for good.
    package let failed: Int
    /// Tasks neither ended nor cancelled.
    package let open: Int
    /// How it stands.
    package let state: State
    /// One sentence that says why.
    package let reason: String

    /// The share of tasks completed, 0...1; nil for an empty goal.
    package var share: Double? { total > 0 ? Double(completed) / Double(total) : nil }

    /// Judges a goal.
    ///
    /// The pace is the completions since the goal was created; it is held against the deadline once a quarter of the time has
    /// passed, because nothing follows from a beginning.
    /// - Parameter counts: tasks of the goal, and of its sub-goals where they are to count, by state.
    package static func of(_ goal: Goal, counts: [TaskStatus: Int], now: Moment) -> GoalProgress {
        let completed = counts[.completed] ?? 0
        let failed = counts[.failed] ?? 0
        let open = TaskStatus.allCases.filter { !$0.isTerminal }.reduce(0) { $0.addingWithoutOverflow(counts[$1] ?? 0) }
        let total = completed.addingWithoutOverflow(failed).addingWithoutOverflow(open)
        let figures = Tasks(total: total, completed: completed, failed: failed, open: open)
        let (state, reason) = judge(figures, goal: goal, now: now.wall)
        return GoalProgress(
            total: total,
            completed: completed,
            failed: failed,
            open: open,
            state: state,
            reason: reason
        )
    }

    private struct Tasks {
        let total, completed, failed, open: Int

        var done: String { "\(completed) of \(Figures.count(total, "task")) completed" }
    }

    private static func judge(_ tasks: Tasks, goal: Goal, now: Int64) -> (State, String) {
        if tasks.total == 0 { return (.empty, "no tasks belong to it") }
        if tasks.completed == tasks.total { return (.done, "all \(Figures.count(tasks.total, "task")) completed") }
        if let deadline = goal.deadline, now > deadline {
            let delay = Figures.span(now.subtractingWithoutOverflow(deadline))
            return (.late, "\(tasks.done), the deadline passed \(delay) ago")
        }
        if tasks.failed > 0 {
            let failed = Figures.count(tasks.failed, "task has", plural: "tasks have")
            return (.atRisk, "\(tasks.done), \(failed) failed for good")
        }
        guard let deadline = goal.deadline else { return (.onTrack, "\(tasks.done), no deadline") }
        return judgePace(tasks, from: goal.createdAt, to: deadline, now: now)
    }

    private static func judgePace(_ tasks: Tasks, from start: Int64, to deadline: Int64, now: Int64) -> (State, String)
    {
        let left = deadline.subtractingWithoutOverflow(now)
        let passed = Double(max(now.subtractingWithoutOverflow(start), 1))
        let span = Double(max(deadline.subtractingWithoutOverflow(start), 1))
        let summary = "\(tasks.done), \(Figures.span(left)) left"
        guard passed * 4 >= span else { return (.onTrack, summary) }
        guard tasks.completed > 0 else { return (.atRisk, "\(summary) and nothing is completed yet") }
        let needed = passed / Double(tasks.completed) * Double(tasks.open)
        guard needed > Double(left) else { return (.onTrack, summary) }
        let span64 = Int64(exactly: needed.rounded()) ?? .max
        return (.atRisk, "\(summary), but at its pace the rest takes \(Figures.span(span64))")
    }
}
