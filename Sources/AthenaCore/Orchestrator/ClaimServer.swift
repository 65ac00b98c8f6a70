/// Serves waiting claims inside the commit that makes work ready.
struct ClaimServer: Sendable {
    let signer: LeaseSigner
    let room: WaitingRoom
    let time: any TimeSource

    /// Offers what is ready to those who wait, in order of arrival.
    func serveWaiting(in tx: any WriteTransaction) throws {
        for waiter in room.waiting() {
            let work = UnitOfWork(tx: tx, caller: waiter.caller, now: time.now(), signer: signer)
            let agent = try tx.agent(waiter.request.agent, in: work.project)
            guard let agent, agent.status == .active, agent.freeSlots > 0 else { continue }
            let answer = try work.claim(waiter.request)
            guard !answer.briefs.isEmpty else { continue }
            if let once = waiter.once { try work.remember(once, answer.leaseNames) }
            let room = room
            let ticket = waiter.ticket
            room.offer(answer, to: ticket)
            tx.afterRollback { room.withdrawOffer(to: ticket) }
            tx.afterCommit { room.deliver(ticket) }
        }
    }
}

extension ClaimAnswer {
    /// There is no work for the agent now.
    static func nothingReady(for agent: Agent.ID) -> ClaimAnswer {
        ClaimAnswer(briefs: [], reason: "Nothing that \(agent) can do is ready.")
    }

    /// The leases as `t12.7,t13.2`, for the memory of a keyed call.
    var leaseNames: String {
        briefs.map { "\($0.lease.task.id).\($0.lease.task.fence)" }.joined(separator: ",")
    }
}
