package import AthenaCore
internal import Synchronization

/// Holds calls back until something that takes a while to open is open.
///
/// The server listens and answers what needs no database before the database is open; everything else waits here.
package final class OpeningGate<Value: Sendable>: Sendable {
    private enum Phase {
        case opening([UInt64: CheckedContinuation<Value, any Error>])
        case open(Value)
        case failed(AthenaError)
    }

    private struct State {
        var phase = Phase.opening([:])
        var tickets: UInt64 = 0
    }

    private let state = Mutex(State())
    private let patience: Duration
    private let clock: any Clock<Duration>

    /// Makes a closed gate.
    ///
    /// - Parameter patience: how long a call waits before it is told to come back.
    package init(patience: Duration = .seconds(5), clock: any Clock<Duration> = ContinuousClock()) {
        self.patience = patience
        self.clock = clock
    }

    /// What is behind the gate, if it is open.
    package var value: Value? {
        state.withLock { state in
            guard case .open(let value) = state.phase else { return nil }
            return value
        }
    }

    /// Lets everybody in.
    package func open(_ value: Value) {
        for waiting in settle(.open(value)) { waiting.resume(returning: value) }
    }

    /// Turns everybody away, now and later.
    package func fail(_ error: AthenaError) {
        for waiting in settle(.failed(error)) { waiting.resume(throwing: error) }
    }

    /// Waits until the gate opens.
    ///
    /// - Throws: `unavailable` when that takes too long, or what opening failed with; `CancellationError` when the
    ///   caller gave up.
    package func enter() async throws -> Value {
        if let value { return value }
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await self.wait() }
            group.addTask { [clock, patience] in
                try await clock.sleep(for: patience)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let value = first else { throw Self.notYet }
            return value
        }
    }

    private func settle(_ phase: Phase) -> [CheckedContinuation<Value, any Error>] {
        state.withLock { state in
            guard case .opening(let waiting) = state.phase else { return [] }
            state.phase = phase
            return Array(waiting.values)
        }
    }

    private func wait() async throws -> Value {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                register(continuation, as: ticket)
            }
        } onCancel: {
            abandon(ticket)
        }
    }

    private func register(_ continuation: CheckedContinuation<Value, any Error>, as ticket: UInt64) {
        let settled: Result<Value, any Error>? = state.withLock { state in
            switch state.phase {
            case .open(let value): return .success(value)
            case .failed(let error): return .failure(error)
            case .opening(var waiting):
                if Task.isCancelled { return .failure(CancellationError()) }
                waiting[ticket] = continuation
                state.phase = .opening(waiting)
                return nil
            }
        }
        if let settled { continuation.resume(with: settled) }
    }

    private func abandon(_ ticket: UInt64) {
        let waiting: CheckedContinuation<Value, any Error>? = state.withLock { state in
            guard case .opening(var all) = state.phase else { return nil }
            let waiting = all.removeValue(forKey: ticket)
            state.phase = .opening(all)
            return waiting
        }
        waiting?.resume(throwing: CancellationError())
    }

    private static var notYet: AthenaError {
        AthenaError(
            .unavailable,
            "The database is still being opened.",
            next: "Call again in a few seconds.",
            retryAfterMs: 2_000
        )
    }
}
