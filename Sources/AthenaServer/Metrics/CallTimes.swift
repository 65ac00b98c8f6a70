internal import Synchronization

/// How long the calls of late took, those left out that waited for work.
package final class CallTimes: Sendable {
    private static let capacity = 512

    private struct State {
        var durations: [Duration] = []
        var next = 0
    }

    private let state = Mutex(State())

    /// Nothing noted.
    package init() {}

    /// Notes one call; the oldest of 512 is forgotten.
    func note(_ duration: Duration) {
        state.withLock { state in
            if state.durations.count < Self.capacity {
                state.durations.append(duration)
            } else {
                state.durations[state.next] = duration
                state.next = (state.next + 1) % Self.capacity
            }
        }
    }

    /// The milliseconds below which 95 of 100 calls stayed; nil when there were none.
    package var p95Milliseconds: Double? {
        let sorted = state.withLock { $0.durations }.sorted()
        guard !sorted.isEmpty else { return nil }
        return sorted[min(sorted.count - 1, sorted.count * 95 / 100)].seconds * 1_000
    }
}
