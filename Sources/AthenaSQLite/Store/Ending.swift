internal import Synchronization

/// The end of the writer's thread, which any number of callers can wait for.
final class Ending: Sendable {
    private struct State: Sendable {
        var hasCome = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Wakes everybody who waits.
    func come() {
        let waiting = state.withLock { state in
            state.hasCome = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for caller in waiting { caller.resume() }
    }

    /// Returns when it has come.
    func wait() async {
        await withCheckedContinuation { caller in
            let hasCome = state.withLock { state in
                if !state.hasCome { state.waiting.append(caller) }
                return state.hasCome
            }
            if hasCome { caller.resume() }
        }
    }
}
