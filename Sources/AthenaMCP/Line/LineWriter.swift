import Synchronization

/// Writes whole lines, one after the other, and remembers when the other side is gone.
final class LineWriter: Sendable {
    /// A reply and, for a request that can be cancelled, the request.
    struct Part: Sendable {
        let reply: Reply
        let running: CancellableRequest?
    }

    private let write: ByteSink
    private let turns = TurnQueue()
    private let broken = Mutex(false)

    init(_ write: @escaping ByteSink) {
        self.write = write
    }

    /// Whether a write has failed; after that nothing is written any more.
    var isBroken: Bool { broken.withLock { $0 } }

    /// Writes one notification of a request, unless its client has cancelled it.
    func send(_ message: [UInt8], of running: CancellableRequest) async -> Bool {
        await turns.enter()
        defer { turns.leave() }
        return running.isCancelled ? false : await put(message)
    }

    /// Writes the replies to one message, and undoes what those stood for that could not be or must not be written.
    ///
    /// Whether a request is cancelled is asked when its turn to be written has come, so that nothing is written for it
    /// after its cancellation was read.
    func deliver(_ parts: [Part], asBatch isBatch: Bool) async {
        await turns.enter()
        let isWanted = parts.map { !($0.running?.isCancelled ?? false) }
        let replies = zip(parts, isWanted).filter(\.1).map(\.0.reply)
        let message = isBatch ? Reply.batch(replies).message : replies.first?.message
        var isWritten = true
        if let message { isWritten = await put(message) }
        turns.leave()
        for (part, isWanted) in zip(parts, isWanted) where !isWanted || !isWritten {
            await part.reply.onUndelivered?()
        }
    }

    private func put(_ message: [UInt8]) async -> Bool {
        if isBroken { return false }
        let isWritten = await write(message + [UInt8(ascii: "\n")])
        if !isWritten { broken.withLock { $0 = true } }
        return isWritten
    }
}
