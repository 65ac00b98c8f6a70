import Dispatch
import Synchronization

/// Holds a thread of the store inside an operation until the test lets it go on.
final class Gate: Sendable {
    private struct State: Sendable {
        var isReached = false
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    private let opened = DispatchSemaphore(value: 0)

    /// Called inside the operation: says that it is there, and waits. Passes when it was there before.
    func hold() {
        let (isFirst, waiting) = state.withLock { state in
            defer { state = State(isReached: true, waiting: nil) }
            return (!state.isReached, state.waiting)
        }
        waiting?.resume()
        if isFirst { opened.wait() }
    }

    /// Returns when the operation is there.
    func untilReached() async {
        await withCheckedContinuation { caller in
            let isReached = state.withLock { state in
                if !state.isReached { state.waiting = caller }
                return state.isReached
            }
            if isReached { caller.resume() }
        }
    }

    /// Lets the operation go on.
    func open() { opened.signal() }
}
