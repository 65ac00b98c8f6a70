internal import AthenaCore
internal import AthenaSQL
internal import Dispatch
internal import Synchronization

/// A few threads, each with a connection of its own, that answer reads in the order they come in.
///
/// A read's snapshot begins when its turn comes, so it sees every write that was acknowledged before it was asked for.
final class ReaderThreads: Sendable {
    typealias Item = any PendingWork<any ReadTransaction>

    private struct State: Sendable {
        var pending: [Item] = []
        var next = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)
    private let ended = DispatchGroup()
    private let name: String
    private let path: String
    private let count: Int
    private let cacheKiB: Int
    private let bulletin: LaneBulletin

    /// Prepares threads that read a file which is open for writing.
    init(_ name: String, path: String, count: Int, cacheKiB: Int, bulletin: LaneBulletin) {
        self.name = name
        self.path = path
        self.count = max(1, count)
        self.cacheKiB = cacheKiB
        self.bulletin = bulletin
    }

    /// Starts the threads.
    func start() {
        for number in 1...count {
            ended.enter()
            WorkThread.start("athena.\(name).\(number)") { self.work() }
        }
    }

    /// Adds a read.
    ///
    /// - Returns: false when the threads are stopping.
    func add(_ item: Item) -> Bool {
        let isAccepted = state.withLock { state in
            guard !state.isClosed else { return false }
            state.pending.append(item)
            return true
        }
        if isAccepted { arrivals.signal() }
        return isAccepted
    }

    /// Refuses what comes from now on, answers what is there, and calls `done` when every connection is closed.
    func close(_ done: @escaping @Sendable () -> Void) {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        if isFirst { for _ in 1...count { arrivals.signal() } }
        ended.notify(queue: .global(), execute: done)
    }

    private func work() {
        // Opened by the first read, so that a server that is only written to has no more connections than it needs.
        var database: (handle: DatabaseHandle, names: NameBook)?
        while let item = take() {
            guard item.start() else { continue }
            if database == nil { database = open().map { ($0, NameBook(connection: $0.sql)) } }
            guard let open = database else {
                item.fail(AthenaError(storage: SQLError(kind: .inputOutput, code: 0, message: "not open")))
                continue
            }
            let failure = open.handle.read {
                // What it threw is kept for the caller, which is all that a read needs.
                _ = item.run(in: SQLReader(connection: open.handle.sql, names: open.names, bulletin: bulletin))
            }
            if let failure { item.fail(AthenaError(storage: failure)) } else { item.finish() }
        }
        database?.handle.close()
        ended.leave()
    }

    /// The next read; waits for it, and answers nil when there will be none.
    private func take() -> Item? {
        arrivals.wait()
        return state.withLock { state in
            guard state.next < state.pending.count else { return nil }
            let item = state.pending[state.next]
            state.next += 1
            if state.next == state.pending.count {
                state.pending.removeAll(keepingCapacity: true)
                state.next = 0
            }
            return item
        }
    }

    /// A connection, or nil while the file cannot be opened: the next read tries again.
    private func open() -> DatabaseHandle? { try? DatabaseHandle.reading(path, cacheKiB: cacheKiB) }
}
