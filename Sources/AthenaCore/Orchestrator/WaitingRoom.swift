internal import Synchronization

/// Claims that found nothing and wait, in order of arrival.
///
/// A waiter is `waiting` until the commit that makes work ready offers it a lease, `offered` until the fate of that
/// commit is known, and then gone. Whoever gives up while it is offered gets the lease.
final class WaitingRoom: Sendable {
    typealias Ticket = UInt64

    /// A claim that waits.
    struct Waiter: Sendable {
        let ticket: Ticket
        let caller: Caller
        let request: ClaimRequest
        let once: Once?
        fileprivate var offer: ClaimAnswer?
        fileprivate var hasGivenUp = false
        fileprivate var answer: CheckedContinuation<ClaimAnswer?, Never>?
    }

    fileprivate struct State {
        var nextTicket: Ticket = 1
        var waiters: [Waiter] = []
        /// Answers of waiters that were served before they began to listen.
        var early: [Ticket: ClaimAnswer?] = [:]
    }

    private let state = Mutex(State())

    /// A number for a claim that may have to wait.
    func ticket() -> Ticket {
        state.withLock { state in
            defer { state.nextTicket += 1 }
            return state.nextTicket
        }
    }

    /// Whether nobody waits.
    var isEmpty: Bool { state.withLock { $0.waiters.isEmpty } }

    /// Lets a claim wait; entering twice under one ticket changes nothing.
    func enter(_ ticket: Ticket, caller: Caller, request: ClaimRequest, once: Once?) {
        state.withLock { state in
            guard !state.knows(ticket) else { return }
            state.waiters.append(Waiter(ticket: ticket, caller: caller, request: request, once: once))
        }
    }

    /// Lets a repeated call wait in the place of the one before it, which ends without an answer.
    ///
    /// - Returns: whether the ticket waits now: it took a place over, or had one already.
    /// - Throws: `idempotency_mismatch` when the call that waits under this key has other arguments.
    func takeOver(_ ticket: Ticket, caller: Caller, request: ClaimRequest, once: Once?) throws -> Bool {
        let (isWaiting, left) = try state.withLock { state -> (Bool, CheckedContinuation<ClaimAnswer?, Never>?) in
            if state.knows(ticket) { return (true, nil) }
            guard let once, let place = state.place(of: once, by: caller) else { return (false, nil) }
            let old = state.waiters[place]
            guard old.once == once else { throw AthenaError.idempotencyMismatch(once) }
            guard request.waitMs > 0 else { return (false, nil) }
            if old.answer == nil { state.early[old.ticket] = .some(nil) }
            state.waiters[place] = Waiter(ticket: ticket, caller: caller, request: request, once: once)
            return (true, old.answer)
        }
        left?.resume(returning: nil)
        return isWaiting
    }

    /// Those who wait and have no offer, in order of arrival.
    func waiting() -> [Waiter] {
        state.withLock { state in state.waiters.filter { $0.offer == nil && !$0.hasGivenUp } }
    }

    /// Holds a lease out to a waiter until the commit's fate is known.
    func offer(_ answer: ClaimAnswer, to ticket: Ticket) {
        state.withLock { state in
            guard let place = state.waiters.firstIndex(where: { $0.ticket == ticket }) else { return }
            state.waiters[place].offer = answer
        }
    }

    /// Hands over what was offered: the commit is durable.
    func deliver(_ ticket: Ticket) {
        let resumption = state.withLock { state -> (CheckedContinuation<ClaimAnswer?, Never>?, ClaimAnswer?) in
            guard let waiter = state.waiters.first(where: { $0.ticket == ticket }) else { return (nil, nil) }
            state.remove(ticket, answering: waiter.offer)
            return (waiter.answer, waiter.offer)
        }
        resumption.0?.resume(returning: resumption.1)
    }

    /// Takes an offer back: the transaction was rolled back.
    func withdrawOffer(to ticket: Ticket) {
        let leaving = state.withLock { state -> CheckedContinuation<ClaimAnswer?, Never>? in
            guard let place = state.waiters.firstIndex(where: { $0.ticket == ticket }) else { return nil }
            state.waiters[place].offer = nil
            guard state.waiters[place].hasGivenUp else { return nil }
            let answer = state.waiters[place].answer
            state.remove(ticket, answering: nil)
            return answer
        }
        leaving?.resume(returning: nil)
    }

    /// Ends a wait without an answer, unless a lease is being offered at this moment.
    func giveUp(_ ticket: Ticket) {
        let leaving = state.withLock { state -> CheckedContinuation<ClaimAnswer?, Never>? in
            guard let place = state.waiters.firstIndex(where: { $0.ticket == ticket }) else { return nil }
            guard state.waiters[place].offer == nil else {
                state.waiters[place].hasGivenUp = true
                return nil
            }
            let answer = state.waiters[place].answer
            state.remove(ticket, answering: nil)
            return answer
        }
        leaving?.resume(returning: nil)
    }

    /// Forgets a ticket whose call failed before it began to wait.
    func leave(_ ticket: Ticket) {
        giveUp(ticket)
        _ = state.withLock { $0.early.removeValue(forKey: ticket) }
    }

    /// Waits for the answer of a ticket that has entered; nil when the wait ended without one.
    func answer(for ticket: Ticket) async -> ClaimAnswer? {
        await withCheckedContinuation { continuation in
            let ready = state.withLock { state -> ClaimAnswer?? in
                if let early = state.early.removeValue(forKey: ticket) { return .some(early) }
                guard let place = state.waiters.firstIndex(where: { $0.ticket == ticket }) else { return .some(nil) }
                state.waiters[place].answer = continuation
                return nil
            }
            if let ready { continuation.resume(returning: ready) }
        }
    }
}

extension WaitingRoom.State {
    /// Whether a ticket waits, or was answered before it began to listen.
    fileprivate func knows(_ ticket: WaitingRoom.Ticket) -> Bool {
        early[ticket] != nil || waiters.contains { $0.ticket == ticket }
    }

    /// Where a call under this key waits, unless a lease is being offered to it at this moment.
    fileprivate func place(of once: Once, by caller: Caller) -> Int? {
        waiters.firstIndex { waiter in
            guard let own = waiter.once, waiter.offer == nil else { return false }
            return own.operation == once.operation && own.key.utf8.elementsEqual(once.key.utf8)
                && waiter.caller.principal == caller.principal && waiter.caller.project == caller.project
        }
    }

    /// Takes a waiter out; one that does not listen yet finds its answer later.
    fileprivate mutating func remove(_ ticket: WaitingRoom.Ticket, answering answer: ClaimAnswer?) {
        guard let place = waiters.firstIndex(where: { $0.ticket == ticket }) else { return }
        if waiters[place].answer == nil { early[ticket] = .some(answer) }
        waiters.remove(at: place)
    }
}
