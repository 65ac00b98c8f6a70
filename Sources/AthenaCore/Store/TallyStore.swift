/// Running totals of a project, kept as one row a minute so that any window is the difference of two rows.
package struct Tally: Sendable, Hashable {
    /// What is counted.
    package enum Counter: Int, Sendable, CaseIterable {
        // Tasks that stand in each place now.
        case blocked, scheduled, ready, assigned, running, waiting, completedNow, failedNow, cancelledNow
        // What has happened since the beginning.
        case created, completed, failed, cancelled, claims, attemptsFailed, lost, released, retried
        // Sums in milliseconds, for means: from ready to granted, and from started to completed.
        case waitMs, runMs
        // Routing decisions with and without a winner.
        case routed, unrouted
        // Tasks that had failed for good and were brought back.
        case revived
    }

    private var values: [Int64]

    /// All zero.
    package init() { values = Array(repeating: 0, count: Counter.allCases.count) }

    /// One counter.
    package subscript(counter: Counter) -> Int64 {
        get { values[counter.rawValue] }
        set { values[counter.rawValue] = newValue }
    }

    /// This tally after the changes in `delta`.
    package func adding(_ delta: Tally) -> Tally {
        var sum = self
        for counter in Counter.allCases { sum[counter] = sum[counter].addingWithoutOverflow(delta[counter]) }
        return sum
    }

    /// What happened between `earlier` and this.
    package func since(_ earlier: Tally) -> Tally {
        var difference = self
        for counter in Counter.allCases {
            difference[counter] = difference[counter].subtractingWithoutOverflow(earlier[counter])
        }
        return difference
    }

    /// Where a task is counted.
    package static func place(of status: TaskStatus, isReady: Bool) -> Counter {
        switch status {
        case .blocked: .blocked
        case .pending: isReady ? .ready : .scheduled
        case .assigned: .assigned
        case .running: .running
        case .waiting: .waiting
        case .completed: .completedNow
        case .failed: .failedNow
        case .cancelled: .cancelledNow
        }
    }
}

/// Reading totals.
package protocol TallyReading {
    /// The newest totals.
    func tally(in project: Project.ID) throws -> Tally
    /// The totals as they stood at the end of the minute before `wall`; all zero before the first.
    func tally(in project: Project.ID, before wall: Int64) throws -> Tally
}

/// Changing totals.
package protocol TallyWriting {
    /// Adds to the totals; written once at the end of the batch. A task's place moves by itself with `TaskWriting`.
    func add(_ amount: Int64, to counter: Tally.Counter, in project: Project.ID, at wall: Int64)
}
