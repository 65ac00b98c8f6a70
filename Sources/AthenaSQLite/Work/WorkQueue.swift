internal import Dispatch
internal import Synchronization

/// Work in the order it came in, and one thread that takes it or sleeps.
final class WorkQueue<Transaction>: Sendable {
    typealias Item = any PendingWork<Transaction>

    /// What a thread that waited finds.
    enum Arrival {
        case work
        case nothing
        case closed
    }

    private struct State: Sendable {
        var pending: [Item] = []
        var isParked = false
        var isRefusing = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)

    /// How much waits to be taken.
    var count: Int { state.withLock { $0.pending.count } }

    /// Adds work; the thread is only woken when it sleeps.
    ///
    /// - Returns: false when the queue takes nothing any more.
    func add(_ item: Item) -> Bool {
        let (isAccepted, sleeps) = state.withLock { state in
            guard !state.isRefusing else { return (false, false) }
            state.pending.append(item)
            defer { state.isParked = false }
            return (true, state.isParked)
        }
        if sleeps { wake.signal() }
        return isAccepted
    }

    /// Refuses what comes from now on; the thread goes on waiting.
    func refuse() { state.withLock { $0.isRefusing = true } }

    /// Refuses what comes from now on; the thread takes what is there and is then told that it was the last.
    func close() {
        let sleeps = state.withLock { state in
            state.isRefusing = true
            state.isClosed = true
            defer { state.isParked = false }
            return state.isParked
        }
        if sleeps { wake.signal() }
    }

    /// Swaps everything that waits into the empty `batch`; sleeps while there is nothing, at most for `patience`.
    func take(into batch: inout [Item], patience: Duration?) -> Arrival {
        while true {
            if let arrival = takeOrPark(into: &batch) { return arrival }
            guard let patience else {
                wake.wait()
                continue
            }
            if wake.wait(timeout: .now() + .nanoseconds(patience.wholeNanoseconds)) == .timedOut {
                if unpark() { return .nothing }
                // Somebody woke this thread at the same instant: the signal is on its way.
                wake.wait()
            }
        }
    }

    /// Adds what has come in meanwhile to `batch`.
    func takeMore(into batch: inout [Item]) {
        state.withLock { state in
            batch.append(contentsOf: state.pending)
            state.pending.removeAll(keepingCapacity: true)
        }
    }

    private func takeOrPark(into batch: inout [Item]) -> Arrival? {
        state.withLock { state in
            if !state.pending.isEmpty {
                swap(&state.pending, &batch)
                return .work
            }
            if state.isClosed { return .closed }
            state.isParked = true
            return nil
        }
    }

    private func unpark() -> Bool {
        state.withLock { state in
            defer { state.isParked = false }
            return state.isParked
        }
    }
}

extension Duration {
    /// In nanoseconds, for timers that take an integer.
    fileprivate var wholeNanoseconds: Int {
        let (seconds, attoseconds) = components
        let (whole, overflow) = Int(clamping: seconds).multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max : whole &+ Int(clamping: attoseconds / 1_000_000_000)
    }
}
