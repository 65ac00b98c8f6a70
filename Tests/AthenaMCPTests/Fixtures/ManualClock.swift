import Synchronization

/// A clock that stands still until a test moves it.
final class ManualClock: Clock, Sendable {
    struct Instant: InstantProtocol {
        let offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct Sleeper {
        let deadline: Instant
        let signal: AsyncStream<Never>.Continuation
    }

    private struct State {
        var now = Instant(offset: .zero)
        var sleepers: [Sleeper] = []
    }

    private let state = Mutex(State())
    private let announcer: AsyncStream<Instant>.Continuation
    /// The deadline of each sleep as it begins.
    let sleeps: AsyncStream<Instant>

    init() {
        (sleeps, announcer) = AsyncStream.makeStream()
    }

    var now: Instant { state.withLock { $0.now } }
    var minimumResolution: Swift.Duration { .nanoseconds(1) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let (signal, continuation) = AsyncStream.makeStream(of: Never.self)
        state.withLock { state in
            if deadline <= state.now {
                continuation.finish()
            } else {
                state.sleepers.append(Sleeper(deadline: deadline, signal: continuation))
            }
        }
        announcer.yield(deadline)
        for await _ in signal {}
        try Task.checkCancellation()
    }

    /// Moves the time on and wakes whoever slept until then.
    func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.now = state.now.advanced(by: duration)
            let due = state.sleepers.filter { $0.deadline <= state.now }
            state.sleepers.removeAll { $0.deadline <= state.now }
            return due
        }
        for sleeper in due { sleeper.signal.finish() }
    }
}
