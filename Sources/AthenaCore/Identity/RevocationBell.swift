internal import Synchronization

/// Tells whoever keeps credentials in memory that one of them has ended.
package final class RevocationBell: Sendable {
    private struct State {
        var listeners: [@Sendable (String) -> Void] = []
    }

    private let state = Mutex(State())

    /// A bell that nobody hears yet.
    package init() {}

    /// Runs `action` with the id of each credential that ends from now on.
    package func listen(_ action: @escaping @Sendable (String) -> Void) {
        state.withLock { $0.listeners.append(action) }
    }

    /// Tells that a credential has ended, which is on disk already.
    package func ring(for id: String) {
        for listener in state.withLock({ $0.listeners }) { listener(id) }
    }
}
