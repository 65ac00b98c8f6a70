internal import Synchronization

/// What the sweep remembers between its rounds.
final class SweepState: Sendable {
    /// How long a row that could not be swept is left alone, in milliseconds.
    private static let patience: Int64 = 5_000

    /// What a round is to do besides what is due.
    struct Round {
        /// Where to look through the tables for cascades that were left over, and whether to the end of them.
        let searches: CascadeSearch
        let searchesAll: Bool
        let isHousekeeping: Bool
    }

    private struct State {
        var round = 0
        /// What was left over before a restart is known from the tables alone.
        var searchesAll = true
        var leftovers: Set<Cascade.Leftover> = []
        var skipped: [AgentTask.ID: Int64] = [:]
        var told: Set<AgentTask.ID> = []
    }

    private let state = Mutex(State())

    /// Counts a round; rows that were skipped for a while are tried again.
    func beginRound(at now: Moment) -> Round {
        state.withLock { state in
            state.round &+= 1
            state.skipped = state.skipped.filter { now.steady < $0.value }
            let searchesAll = state.searchesAll
            state.searchesAll = false
            return Round(
                searches: searchesAll || state.round % 30 == 0 ? [.blocked, .parents] : [],
                searchesAll: searchesAll,
                isHousekeeping: state.round % 3_600 == 1
            )
        }
    }

    /// Has the next round go on with cascades from these tasks.
    func expect(_ leftovers: Set<Cascade.Leftover>) { state.withLock { $0.leftovers.formUnion(leftovers) } }

    /// Has the round after this transaction go on with cascades from these tasks.
    func expect(_ leftovers: Set<Cascade.Leftover>, after tx: any CommitHooks) {
        guard !leftovers.isEmpty else { return }
        tx.afterCommit { self.expect(leftovers) }
    }

    /// Takes what cascades left over.
    func takeLeftovers() -> Set<Cascade.Leftover> {
        state.withLock { state in
            defer { state.leftovers = [] }
            return state.leftovers
        }
    }

    /// Whether cascades left something over.
    var hasLeftovers: Bool { state.withLock { !$0.leftovers.isEmpty } }

    /// Rows that are left alone now.
    var skipped: Set<AgentTask.ID> { state.withLock { Set($0.skipped.keys) } }

    /// Leaves a row alone for a while; true when nobody was told of it yet.
    func skip(_ task: AgentTask.ID, at now: Moment) -> Bool {
        state.withLock { state in
            state.skipped[task] = now.steady &+ Self.patience
            return state.told.insert(task).inserted
        }
    }
}
