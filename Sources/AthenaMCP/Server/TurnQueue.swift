import Synchronization

/// Lets one task at a time through, in order of arrival.
///
/// An actor would not do: it lets the next one in whenever the first awaits, and writing awaits.
final class TurnQueue: Sendable {
    private struct State {
        var isTaken = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var firstWaiting = 0

        /// Takes the turn if it is free; nobody waits then.
        mutating func take() -> Bool {
            defer { isTaken = true }
            return !isTaken
        }

        /// Takes the first of those waiting, and frees the room of those gone now and then.
        mutating func takeFirst() -> CheckedContinuation<Void, Never> {
            let first = waiting[firstWaiting]
            firstWaiting += 1
            if firstWaiting >= 64, firstWaiting * 2 > waiting.count {
                waiting.removeFirst(firstWaiting)
                firstWaiting = 0
            }
            return first
        }
    }

    private let state = Mutex(State())

    /// Waits for its turn. A cancelled task waits like any other, so that every `enter` has its `leave`.
    func enter() async {
        // Nearly always free, and a continuation costs more than the turn.
        if state.withLock({ $0.take() }) { return }
        await withCheckedContinuation { continuation in
            let isNext = state.withLock { state in
                if state.take() { return true }
                state.waiting.append(continuation)
                return false
            }
            if isNext { continuation.resume() }
        }
    }

    /// Hands the turn to whoever has waited longest.
    func leave() {
        let next: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard state.firstWaiting < state.waiting.count else {
                state.waiting.removeAll(keepingCapacity: true)
                state.firstWaiting = 0
                state.isTaken = false
                return nil
            }
            return state.takeFirst()
        }
        next?.resume()
    }
}
