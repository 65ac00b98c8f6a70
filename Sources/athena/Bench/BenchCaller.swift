internal import AthenaCore
internal import AthenaJSON
internal import Dispatch
internal import Synchronization

/// One of the callers of a measurement.
protocol BenchCaller: Sendable {
    /// Does an operation at least once, and again until `deadline`; answers how many microseconds each took.
    func run(_ operation: BenchOperation, until deadline: ContinuousClock.Instant) async throws -> [Int64]
}

/// A caller in this process.
final class LocalCaller: BenchCaller {
    private let use: Orchestrator
    private let caller: Caller
    private let hand: Mutex<BenchHand>

    /// Calls the use cases as they are.
    init(_ use: Orchestrator, as caller: Caller, hand: BenchHand) {
        self.use = use
        self.caller = caller
        self.hand = Mutex(hand)
    }

    func run(_ operation: BenchOperation, until deadline: ContinuousClock.Instant) async throws -> [Int64] {
        var hand = hand.withLock { $0 }
        var times: [Int64] = []
        repeat {
            let start = ContinuousClock.now
            try await operation.perform(use, as: caller, hand: &hand)
            times.append(start.microsecondsSince)
        } while ContinuousClock.now < deadline
        self.hand.withLock { $0 = hand }
        return times
    }
}

/// A caller at the end of a connection, on a queue of its own.
final class RemoteCaller: BenchCaller {
    private struct State {
        let client: any ToolClient
        var hand: BenchHand
    }

    private let state: Mutex<State>
    private let queue = DispatchQueue(label: "athena.bench.caller")

    /// Takes over a client.
    init(_ client: sending any ToolClient, hand: BenchHand) { state = Mutex(State(client: client, hand: hand)) }

    func run(_ operation: BenchOperation, until deadline: ContinuousClock.Instant) async throws -> [Int64] {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try self.times(of: operation, until: deadline) }) }
        }
    }

    private func times(of operation: BenchOperation, until deadline: ContinuousClock.Instant) throws -> [Int64] {
        try state.withLock { state in
            var times: [Int64] = []
            repeat {
                let start = ContinuousClock.now
                try operation.perform(state.client, hand: &state.hand)
                times.append(start.microsecondsSince)
            } while ContinuousClock.now < deadline
            return times
        }
    }
}

extension ContinuousClock.Instant {
    /// Whole microseconds from then to now.
    var microsecondsSince: Int64 {
        let (seconds, attoseconds) = (ContinuousClock.now - self).components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
