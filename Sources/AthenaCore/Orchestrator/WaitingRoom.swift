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
        /// When something that is ready is kept from its agent no longer, by wall time.
        fileprivate var retryAt: Int64?
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

    /// Whether a claim under this key is the first, or repeats the one that waits under it.
    func accepts(_ once: Once, of caller: Caller) -> Bool {
        state.withLock { state in
            state.waiters.allSatisfy { !$0.waits(under: once, of: caller) || $0.once?.digest == once.digest }
        }
    }

    /// Lets a claim wait; entering twice under one ticket changes nothing.
    ///
    /// A waiter with the same key is taken over: the new one gets its place, the old one ends without an answer.
    func enter(_ ticket: Ticket, caller: Caller, request: ClaimRequest, once: Once?) {
        let replaced = state.withLock { state -> CheckedContinuation<ClaimAnswer?, Never>? in
            guard !state.waiters.contains(where: { $0.ticket == ticket }), state.early[ticket] == nil else {
                return nil
            }
            let waiter = Waiter(ticket: ticket, caller: caller, request: request, once: once)
            let former = once.flatMap { once in
                state.waiters.firstIndex { $0.offer == nil && $0.waits(under: once, of: caller) }
            }
            guard let former else {
                state.waiters.append(waiter)
                return nil
            }
            let old = state.waiters[former]
            if old.answer == nil { state.early[old.ticket] = .some(nil) }
            state.waiters[former] = waiter
            return old.answer
        }
        replaced?.resume(returning: nil)
    }

    /// Remembers when a waiter that found nothing may find something without anything becoming ready.
    func note(retryAt: Int64?, for ticket: Ticket) {
        state.withLock { state in
            guard let place = state.waiters.firstIndex(where: { $0.ticket == ticket }) else { return }
            state.waiters[place].retryAt = retryAt
        }
    }

    /// The earliest of those times; nil when there is none.
    var nextRetry: Int64? {
        state.withLock { state in state.waiters.filter { $0.offer == nil }.compactMap(\.retryAt).min() }
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

extension WaitingRoom.Waiter {
    /// Whether it waits under the same key of the same principal.
    fileprivate func waits(under other: Once, of caller: Caller) -> Bool {
        once?.key == other.key && self.caller.principal == caller.principal
            && self.caller.project.id == caller.project.id
    }
}

extension WaitingRoom.State {
    /// Takes a waiter out; one that does not listen yet finds its answer later.
    fileprivate mutating func remove(_ ticket: WaitingRoom.Ticket, answering answer: ClaimAnswer?) {
        guard let place = waiters.firstIndex(where: { $0.ticket == ticket }) else { return }
        if waiters[place].answer == nil { early[ticket] = .some(answer) }
        waiters.remove(at: place)
    }
}
