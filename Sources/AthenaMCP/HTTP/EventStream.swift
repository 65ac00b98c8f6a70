/// The events of one response: notifications, comments in between, and the answer as the last.
struct EventStream: Sendable {
    private let write: ByteSink
    private let turns = TurnQueue()

    init(write: @escaping ByteSink) {
        self.write = write
    }

    /// Writes one message as an event.
    func send(_ message: [UInt8]) async -> Bool {
        await put(ServerSentEvents.event(message))
    }

    /// Writes the answer. A client that is gone costs whatever the answer promised it.
    func finish(_ reply: Reply) async {
        guard let message = reply.message else { return }
        let isDelivered = Task.isCancelled ? false : await send(message)
        if !isDelivered { await reply.onUndelivered?() }
    }

    /// Does the work while comments keep the stream from looking dead.
    func keepingAlive(
        every interval: Duration,
        on clock: any Clock<Duration>,
        _ work: @escaping @Sendable () async -> Void
    ) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                // Sleeping ends early only by cancellation, which ends the loop as well.
                while (try? await clock.sleep(for: interval)) != nil {
                    if await !put(ServerSentEvents.keepAlive) { return }
                }
            }
            await work()
            group.cancelAll()
        }
    }

    private func put(_ bytes: [UInt8]) async -> Bool {
        await turns.enter()
        defer { turns.leave() }
        return await write(bytes)
    }
}
