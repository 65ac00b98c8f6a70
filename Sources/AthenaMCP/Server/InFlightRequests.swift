import Synchronization

/// The requests of one connection or session that wait for their answer.
///
/// There is no such list for the whole server: every client counts its ids from zero, and one shared list has sent
/// answers to the wrong client elsewhere.
final class InFlightRequests: Sendable {
    private let requests = Mutex<[RequestID: CancellableRequest]>([:])

    /// Notes a request; nil when one with this id is already in flight.
    func begin(_ id: RequestID, waits: Bool = false) -> CancellableRequest? {
        requests.withLock { requests in
            guard requests[id] == nil else { return nil }
            let request = CancellableRequest(id: id, waits: waits)
            requests[id] = request
            return request
        }
    }

    /// Forgets a request whose answer is written.
    func end(_ request: CancellableRequest) {
        requests.withLock { requests in
            if requests[request.id] === request { requests[request.id] = nil }
        }
    }

    /// Cancels a request; unknown ids are ignored, because an answer may have crossed the cancellation.
    func cancel(_ id: RequestID) {
        requests.withLock { $0.removeValue(forKey: id) }?.cancel()
    }

    /// Cancels what only waits for something to happen.
    func cancelWaiting() {
        let waiting = requests.withLock { requests in
            let waiting = requests.filter { $0.value.waits }
            for id in waiting.keys { requests[id] = nil }
            return Array(waiting.values)
        }
        for request in waiting { request.cancel() }
    }

    /// Cancels everything in flight, for a connection or session that ends.
    func cancelAll() {
        let all = requests.withLock { requests in
            defer { requests.removeAll() }
            return Array(requests.values)
        }
        for request in all { request.cancel() }
    }
}

/// One request in flight that its client may cancel.
final class CancellableRequest: Sendable {
    let id: RequestID
    /// Whether it waits for something to happen.
    let waits: Bool
    private let cancelled = Mutex(false)
    private let signal: AsyncStream<Never>
    private let continuation: AsyncStream<Never>.Continuation

    init(id: RequestID, waits: Bool) {
        self.id = id
        self.waits = waits
        (signal, continuation) = AsyncStream.makeStream(of: Never.self)
    }

    /// Whether the client has given up; after that nothing more may be written for this id.
    var isCancelled: Bool { cancelled.withLock { $0 } }

    /// Gives the request up.
    func cancel() {
        cancelled.withLock { $0 = true }
        continuation.finish()
    }

    /// Runs the work of the request in a task that ``cancel()`` cancels, and waits for it in any case.
    func run(_ body: @escaping @Sendable () async -> Reply) async -> Reply {
        await withTaskGroup(of: Reply.self) { group in
            group.addTask { [continuation] in
                let reply = await body()
                continuation.finish()
                return reply
            }
            // Ends when the work is done, the request is cancelled, or the task that runs all this is.
            for await _ in signal {}
            if isCancelled { group.cancelAll() }
            return await group.next() ?? .accepted
        }
    }
}
