internal import Synchronization

/// A bell that ends a sleep early; ringing it twice is ringing it once.
package final class Wake: Sendable {
    private struct State {
        var hasRung = false
        var sleeper: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// A silent bell.
    package init() {}

    /// Ends the sleep there is, or the next one before it begins.
    package func ring() {
        let sleeper: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard let sleeper = state.sleeper else {
                state.hasRung = true
                return nil
            }
            state.sleeper = nil
            return sleeper
        }
        sleeper?.resume()
    }

    /// Sleeps until the bell rings, `limit` has passed or the task is cancelled. There is one sleeper at a time.
    package func sleep(atMost limit: Duration, on clock: any Clock<Duration>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.listen() }
            // Ends early by cancellation only, which is what the group does when the bell was first.
            group.addTask { try? await clock.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }

    private func listen() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.hasRung || Task.isCancelled {
                        state.hasRung = false
                        return true
                    }
                    state.sleeper = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let sleeper: CheckedContinuation<Void, Never>? = state.withLock { state in
                defer { state.sleeper = nil }
                return state.sleeper
            }
            sleeper?.resume()
        }
    }
}
