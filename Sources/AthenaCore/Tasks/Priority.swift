/// How urgent a task is; it decides the order of claims together with the time at which the task became ready.
package enum Priority: Int, Sendable, CaseIterable, Comparable {
    case critical = 0
    case high, medium, low

    /// The word that every surface uses.
    package var word: String {
        switch self {
        case .critical: "critical"
        case .high: "high"
        case .medium: "medium"
        case .low: "low"
        }
    }

    /// Reads the word that every surface uses.
    package init?(word: String) {
        guard let match = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = match
    }

    package static func < (left: Priority, right: Priority) -> Bool { left.rawValue < right.rawValue }

    /// The key that orders ready tasks, smaller first, given the moment at which the task first became ready.
    ///
    /// Critical tasks get a head start of 31,700 years, so nothing passes them; the others wait 0 min, 30 min and 2 h,
    /// so a low task that has waited passes fresh high ones.
    package func orderKey(readyAt: Int64) -> Int64 {
        switch self {
        case .critical: readyAt &- 1_000_000_000_000_000
        case .high: readyAt
        case .medium: readyAt &+ 1_800_000
        case .low: readyAt &+ 7_200_000
        }
    }

    /// The moment at which a task of this priority with this key first became ready.
    package func readyAt(orderKey: Int64) -> Int64 { orderKey &- self.orderKey(readyAt: 0) }
}

extension AgentTask {
    /// The key that the task would have had it had another priority when it became ready; nil before that.
    package func orderKey(as priority: Priority) -> Int64? {
        orderKey.map { priority.orderKey(readyAt: self.priority.readyAt(orderKey: $0)) }
    }
}
