/// One line whose answer takes work.
struct LineJob: Sendable {
    /// One message of the line, and its place among the requests in flight.
    struct Part: Sendable {
        let item: PreparedMessage.Item
        let running: CancellableRequest?
    }

    let parts: [Part]
    let isBatch: Bool
    /// How much memory the line holds, roughly.
    let byteCount: Int

    /// Notes every request of a message as in flight, so that it can be cancelled even while it waits for its turn.
    init(_ prepared: PreparedMessage, byteCount: Int) {
        parts = prepared.items.map { item in
            guard case .pending(let request) = item, let inFlight = request.inFlight else {
                return Part(item: item, running: nil)
            }
            guard let running = inFlight.begin(request.id, waits: request.waits) else {
                return Part(item: .ready(MCPServer.duplicate(request)), running: nil)
            }
            return Part(item: item, running: running)
        }
        isBatch = prepared.isBatch
        self.byteCount = byteCount
    }
}
