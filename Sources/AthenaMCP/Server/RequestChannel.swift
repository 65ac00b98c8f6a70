import AthenaJSON
import Synchronization

/// The way back to a client while its request is in flight; closed just before the answer is written.
final class RequestChannel: Sendable {
    private let sink: MessageSink
    private let turns = TurnQueue()
    private let isOpen = Mutex(true)

    init(_ sink: @escaping MessageSink) {
        self.sink = sink
    }

    /// Writes a notification unless the answer has been given.
    func notify(_ message: [UInt8]) async {
        await notify { message }
    }

    /// Composes and writes a notification in one turn, so that what `compose` decides is the order on the wire.
    func notify(composing compose: @Sendable () -> [UInt8]?) async {
        await turns.enter()
        if isOpen.withLock({ $0 }), let message = compose() {
            let isWritten = await sink(message)
            if !isWritten { isOpen.withLock { $0 = false } }
        }
        turns.leave()
    }

    /// Ends the channel after whatever is being written now.
    func close() async {
        await turns.enter()
        isOpen.withLock { $0 = false }
        turns.leave()
    }
}
