internal import Synchronization

/// Which agents are quarantined, as it was looked up within the last second.
///
/// A change that this process makes counts at once, one made elsewhere within that second.
final class QuarantineBook: Sendable {
    /// An agent of a project.
    struct Place: Hashable {
        let project: Project.ID
        let agent: Agent.ID
    }

    private struct Finding {
        let isQuarantined: Bool
        let at: Int64
    }

    private struct State {
        var findings: [Place: Finding] = [:]
        var changes: UInt64 = 0
    }

    private static let freshness: Int64 = 1_000
    private let state = Mutex(State())

    /// What is known of an agent, if it is fresh, and how many changes there were so far.
    func look(_ place: Place, at steady: Int64) -> (isQuarantined: Bool?, changes: UInt64) {
        state.withLock { state in
            guard let found = state.findings[place], steady - found.at < Self.freshness else {
                return (nil, state.changes)
            }
            return (found.isQuarantined, state.changes)
        }
    }

    /// Keeps what was read, unless something was changed while it was; at most 10,000 agents.
    func note(_ isQuarantined: Bool, of place: Place, at steady: Int64, unlessChangedSince changes: UInt64) {
        state.withLock { state in
            guard state.changes == changes else { return }
            if state.findings.count >= 10_000 { state.findings = [:] }
            state.findings[place] = Finding(isQuarantined: isQuarantined, at: steady)
        }
    }

    /// An agent was changed.
    func forget(_ place: Place) {
        state.withLock { state in
            state.changes &+= 1
            state.findings[place] = nil
        }
    }
}
