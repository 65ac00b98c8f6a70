/// A message after all checks: what can be answered at once is answered, the rest is ready to run.
///
/// The split lets a transport decide how to answer before any work begins: HTTP chooses its status and between JSON and
/// a stream, a pipe answers what is quick without starting a task.
struct PreparedMessage: Sendable {
    /// One message, or one element of a batch.
    enum Item: Sendable {
        /// Answered.
        case ready(Reply)
        /// Work to do.
        case pending(PendingRequest)
    }

    let items: [Item]
    let isBatch: Bool

    /// The reply, when nothing is left to do.
    var immediateReply: Reply? {
        var replies: [Reply] = []
        for item in items {
            guard case .ready(let reply) = item else { return nil }
            replies.append(reply)
        }
        return combine(replies)
    }

    /// The requests that have work to do.
    var pending: [PendingRequest] {
        items.compactMap { item in
            guard case .pending(let request) = item else { return nil }
            return request
        }
    }

    /// Runs what is left to do, the elements of a batch side by side, and answers in the order of the elements.
    func run(_ perform: @escaping @Sendable (PendingRequest) async -> Reply) async -> Reply {
        if let reply = immediateReply { return reply }
        if items.count == 1, case .pending(let request) = items[0] {
            return combine([await perform(request)])
        }
        let replies = await withTaskGroup(of: (Int, Reply).self) { group in
            for (index, item) in items.enumerated() {
                group.addTask {
                    switch item {
                    case .ready(let reply): (index, reply)
                    case .pending(let request): (index, await perform(request))
                    }
                }
            }
            return await group.reduce(into: [Int: Reply]()) { $0[$1.0] = $1.1 }
        }
        return combine(items.indices.compactMap { replies[$0] })
    }

    private func combine(_ replies: [Reply]) -> Reply {
        if isBatch { return .batch(replies) }
        return replies.first ?? .accepted
    }
}

/// A request that passed every check and has work to do.
struct PendingRequest: Sendable {
    let id: RequestID
    let era: Era
    /// Where its client may cancel it by id; nil when only a broken connection cancels.
    let inFlight: InFlightRequests?
    /// Whether the work may write notifications before its answer.
    let mayNotify: Bool
    /// Whether the work waits for something to happen.
    let waits: Bool
    /// Does the work.
    let run: @Sendable (RequestChannel) async -> Reply

    /// Does the work with a channel of its own, which ends before the answer is given.
    func answer(through sink: @escaping MessageSink) async -> Reply {
        let channel = RequestChannel(sink)
        let reply = await run(channel)
        await channel.close()
        return reply
    }
}
