internal import Synchronization

/// What came in on a connection and nobody has read yet, with a limit above which no more is let in.
final class ChunkFeed: AsyncSequence, Sendable {
    /// Above this many bytes the connection is not read any further.
    private static let limit = 1 << 20

    private struct State {
        var chunks: [[UInt8]] = []
        var first = 0
        var bytes = 0
        var hasEnded = false
        var reader: CheckedContinuation<[UInt8]?, Never>?
        var onRoom: (@Sendable () -> Void)?

        /// Takes the oldest chunk.
        mutating func take() -> [UInt8]? {
            guard first < chunks.count else { return nil }
            let chunk = chunks[first]
            chunks[first] = []
            first += 1
            bytes -= chunk.count
            if first == chunks.count {
                chunks.removeAll(keepingCapacity: true)
                first = 0
            }
            return chunk
        }
    }

    private let state = Mutex(State())

    /// Whether no more should be read for now; then `onRoom` runs once there is room again.
    func isFull(_ onRoom: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            guard state.bytes >= Self.limit, !state.hasEnded else { return false }
            state.onRoom = onRoom
            return true
        }
    }

    /// Adds what came in.
    func push(_ chunk: [UInt8]) {
        let reader: CheckedContinuation<[UInt8]?, Never>? = state.withLock { state in
            guard !state.hasEnded else { return nil }
            if let reader = state.reader.take() { return reader }
            state.chunks.append(chunk)
            state.bytes += chunk.count
            return nil
        }
        reader?.resume(returning: chunk)
    }

    /// Ends the feed behind what is there.
    func finish() {
        let reader = state.withLock { state in
            state.hasEnded = true
            return state.reader.take()
        }
        reader?.resume(returning: nil)
    }

    func makeAsyncIterator() -> Iterator { Iterator(feed: self) }

    /// The one reader of a feed.
    struct Iterator: AsyncIteratorProtocol {
        let feed: ChunkFeed

        func next() async -> [UInt8]? { await feed.next() }
    }

    /// The next chunk; nil at the end, and at once for a task that is cancelled.
    private func next() async -> [UInt8]? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { reader in
                let (answer, onRoom) = state.withLock { state -> ([UInt8]??, (@Sendable () -> Void)?) in
                    if Task.isCancelled { return (.some(nil), nil) }
                    if let chunk = state.take() {
                        return (chunk, state.bytes < Self.limit / 2 ? state.onRoom.take() : nil)
                    }
                    if state.hasEnded { return (.some(nil), nil) }
                    state.reader = reader
                    return (nil, nil)
                }
                onRoom?()
                if let answer { reader.resume(returning: answer) }
            }
        } onCancel: {
            state.withLock { $0.reader.take() }?.resume(returning: nil)
        }
    }
}
