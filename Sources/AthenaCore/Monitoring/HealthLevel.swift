/// How well something is, worst last.
package enum HealthLevel: Int, Sendable, CaseIterable, Comparable {
    case idle, healthy, degraded, critical

    /// The word that every surface uses.
    package var word: String {
        switch self {
        case .idle: "idle"
        case .healthy: "healthy"
        case .degraded: "degraded"
        case .critical: "critical"
        }
    }

    package static func < (left: HealthLevel, right: HealthLevel) -> Bool { left.rawValue < right.rawValue }
}
