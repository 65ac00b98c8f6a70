internal import Synchronization

/// What the sweep remembers between its rounds.
final class SweepState: Sendable {
    private let state = Mutex((round: 0, hasCascades: true))

    /// Counts a round; says whether this one should look for cascades that were left over.
    func beginRound() -> (looksForCascades: Bool, isHousekeeping: Bool) {
        state.withLock { state in
            state.round &+= 1
            let looks = state.hasCascades || state.round % 30 == 0
            state.hasCascades = false
            return (looks, state.round % 3_600 == 1)
        }
    }

    /// Makes the next round look for cascades.
    func expectCascades() { state.withLock { $0.hasCascades = true } }
}
