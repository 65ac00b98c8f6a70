/// How far an agent's proven ability goes in one scope.
package struct Expertise: Sendable, Hashable {
    /// The levels, lowest first.
    package enum Level: Int, Sendable, CaseIterable, Comparable {
        case novice, competent, proficient, expert

        /// The word that every surface uses.
        package var word: String {
            switch self {
            case .novice: "novice"
            case .competent: "competent"
            case .proficient: "proficient"
            case .expert: "expert"
            }
        }

        /// The outcomes a level needs, and the rate that must be beaten with probability 0.9.
        package var needs: (outcomes: Int, rate: Double) {
            switch self {
            case .novice: (0, 0)
            case .competent: (5, 0.6)
            case .proficient: (10, 0.7)
            case .expert: (20, 0.85)
            }
        }

        package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// What it is about.
    package let scope: PerformanceScope
    /// The level.
    package let level: Level
    /// Outcomes that ended well and that did not.
    package let successes, failures: Int
    /// The rate that the agent beats with probability 0.9, from its raw counts and nothing else.
    package let lowerBound90: Double

    /// Judges one record. Raw counts are judged, as for a learned skill, so that anyone can check the level.
    package init(_ scope: PerformanceScope, record: PerformanceRecord) {
        let bound = BetaPosterior(afterSuccesses: record.successes, failures: record.failures).lowerBound90
        let reached = Level.allCases.last { record.outcomes >= $0.needs.outcomes && bound >= $0.needs.rate }
        self.scope = scope
        level = reached ?? .novice
        successes = record.successes
        failures = record.failures
        lowerBound90 = bound
    }

    /// What is known of an agent, best first; its overall record is not among it.
    package static func all(of profile: PerformanceProfile) -> [Expertise] {
        profile.records.filter { $0.key != .overall }.map { Expertise($0.key, record: $0.value) }
            .sorted { left, right in
                if left.level != right.level { return left.level > right.level }
                if left.lowerBound90 != right.lowerBound90 { return left.lowerBound90 > right.lowerBound90 }
                return left.scope.text.utf8.lexicographicallyPrecedes(right.scope.text.utf8)
            }
    }
}
