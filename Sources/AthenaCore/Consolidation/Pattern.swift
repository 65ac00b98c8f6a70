/// Two types of task that follow each other again and again.
package struct Pattern: Sendable, Hashable {
    /// What ties the two tasks together.
    package enum Link: String, Sendable, CaseIterable {
        case goal, parent, dependency
    }

    /// Which pattern it is.
    package struct Key: Sendable, Hashable {
        /// The type of the task that ended first.
        package let first: String
        /// The type of the task that ended next.
        package let second: String
        /// What ties them together.
        package let link: Link

        /// Names a pattern.
        package init(first: String, second: String, link: Link) {
            self.first = first
            self.second = second
            self.link = link
        }
    }

    /// Which pattern it is.
    package let key: Key
    /// How often it happened.
    package internal(set) var count = 0
    /// How often both tasks ended well.
    package internal(set) var successes = 0
    /// How often both durations were known.
    var timed = 0
    /// The sum of both tasks' durations, in milliseconds.
    var totalMs: Int64 = 0

    init(_ key: Key) { self.key = key }

    /// The share of times that both tasks ended well.
    package var successRate: Double { count > 0 ? Double(successes) / Double(count) : 0 }
    /// What both tasks took together, the mean in milliseconds; nil when never known.
    package var meanMs: Int64? { timed > 0 ? totalMs / Int64(timed) : nil }

    /// Counts one more time.
    mutating func record(isSuccess: Bool, durationMs: Int64?) {
        count = count.addingWithoutOverflow(1)
        if isSuccess { successes = successes.addingWithoutOverflow(1) }
        guard let durationMs else { return }
        timed = timed.addingWithoutOverflow(1)
        totalMs = totalMs.addingWithoutOverflow(max(durationMs, 0))
    }
}
