internal import AthenaCore
internal import Synchronization

/// A closure with a caller that is suspended until it has been done.
final class AwaitedWork<Transaction, Answer: Sendable>: PendingWork {
    typealias Caller = UnsafeContinuation<Answer, any Error>

    @safe
    private enum Phase: Sendable {
        case made
        case withdrawn
        case waiting(Caller)
        case taken(Caller)
        case done(Caller, Result<Answer, any Error>)
        case over
    }

    private let phase = Mutex(Phase.made)
    private let body: @Sendable (Transaction) throws -> Answer

    init(_ body: @escaping @Sendable (Transaction) throws -> Answer) { self.body = body }

    /// Notes who waits.
    ///
    /// - Returns: false when it was withdrawn before; the caller is awake then.
    func wait(_ caller: Caller) -> Bool {
        let isWanted = phase.withLock { phase in
            if case .withdrawn = phase {
                phase = .over
                return false
            }
            unsafe phase = .waiting(caller)
            return true
        }
        if !isWanted { unsafe caller.resume(throwing: CancellationError()) }
        return isWanted
    }

    /// Gives it up if it has not been started: the caller wakes with `CancellationError` and nothing was done.
    func withdraw() {
        let caller = unsafe phase.withLock { phase -> Caller? in
            switch phase {
            case .made: phase = .withdrawn
            case .waiting(let caller):
                phase = .over
                return unsafe caller
            case .withdrawn, .taken, .done, .over: break
            }
            return nil
        }
        unsafe caller?.resume(throwing: CancellationError())
    }

    func start() -> Bool {
        phase.withLock { phase in
            switch phase {
            case .waiting(let caller):
                unsafe phase = .taken(caller)
                return true
            case .taken, .done: return true
            case .made, .withdrawn, .over: return false
            }
        }
    }

    func run(in transaction: Transaction) -> (any Error)? {
        let outcome: Result<Answer, any Error>
        var thrown: (any Error)?
        do {
            outcome = .success(try body(transaction))
        } catch {
            outcome = .failure(AthenaError.told(error))
            thrown = error
        }
        phase.withLock { phase in
            switch phase {
            case .taken(let caller), .done(let caller, _): unsafe phase = .done(caller, outcome)
            case .made, .withdrawn, .waiting, .over: break
            }
        }
        return thrown
    }

    func finish() {
        guard case .done(let caller, let outcome) = takeOver() else { return }
        unsafe caller.resume(with: outcome)
    }

    func fail(_ error: any Error) {
        switch takeOver() {
        case .waiting(let caller), .taken(let caller), .done(let caller, _): unsafe caller.resume(throwing: error)
        case .made, .withdrawn, .over: break
        }
    }

    private func takeOver() -> Phase {
        phase.withLock { phase in
            let last = phase
            phase = .over
            return last
        }
    }
}
