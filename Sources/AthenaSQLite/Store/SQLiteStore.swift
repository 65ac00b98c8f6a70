package import AthenaCore
internal import AthenaSQL

/// The store in one SQLite file: one thread writes in batches, a few read snapshots.
///
/// Exactly one process has a file open, held by `DatabaseLock`. An acknowledged write has survived the end of the
/// process and, with standard durability, a power cut.
package final class SQLiteStore: Store {
    /// Where the file is.
    package let path: String

    private let queue = WorkQueue<any WriteTransaction>()
    private let readers: ReaderThreads
    /// Reads that must not wait behind the others.
    private let promptReader: ReaderThreads
    private let hooks = StoreHooks()
    private let counts = SharedStatistics()
    private let bulletin = LaneBulletin()
    private let ending = Ending()

    /// Opens a file, makes it if it is not there, and brings its schema up to date; nothing is scanned.
    ///
    /// - Parameter lock: the lock on this file, when the caller has taken it already; the store gives it back when it
    ///   stops.
    /// - Throws: `unavailable` when another process has the file, when it cannot be opened or is of a newer Athena.
    package static func open(
        _ path: String,
        options: SQLiteOptions = SQLiteOptions(),
        lock: DatabaseLock? = nil
    ) async throws -> SQLiteStore {
        try DatabaseFile.prepareFolder(of: path)
        let lock = try lock ?? DatabaseLock(database: path)
        try DatabaseFile.prepare(path)
        let store = SQLiteStore(path: path, options: options)
        try await store.startWriter(options, holding: lock)
        store.readers.start()
        store.promptReader.start()
        return store
    }

    private init(path: String, options: SQLiteOptions) {
        self.path = path
        readers = ReaderThreads(
            "reader",
            path: path,
            count: options.readers,
            cacheKiB: options.readerCacheKiB,
            bulletin: bulletin
        )
        promptReader = ReaderThreads(
            "timer",
            path: path,
            count: 1,
            cacheKiB: options.promptCacheKiB,
            bulletin: bulletin
        )
    }

    deinit { Self.end([readers, promptReader], then: queue) }

    package func write<Answer: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Answer
    ) async throws -> Answer {
        let work = AwaitedWork(body)
        let queue = queue
        return try await withTaskCancellationHandler {
            unsafe try await withUnsafeThrowingContinuation { caller in
                guard unsafe work.wait(caller) else { return }
                if !queue.add(work) { work.fail(AthenaError.storeIsStopped) }
            }
        } onCancel: {
            work.withdraw()
        }
    }

    package func read<Answer: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Answer
    ) async throws -> Answer {
        try await read(by: readers, body)
    }

    package func readAtOnce<Answer: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Answer
    ) async throws -> Answer {
        try await read(by: promptReader, body)
    }

    private func read<Answer: Sendable>(
        by readers: ReaderThreads,
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Answer
    ) async throws -> Answer {
        let work = AwaitedWork(body)
        return try await withTaskCancellationHandler {
            unsafe try await withUnsafeThrowingContinuation { caller in
                guard unsafe work.wait(caller) else { return }
                if !readers.add(work) { work.fail(AthenaError.storeIsStopped) }
            }
        } onCancel: {
            work.withdraw()
        }
    }

    package func onReady(_ hook: @escaping @Sendable (any WriteTransaction) throws -> Void) { hooks.set(ready: hook) }

    package func onCommit(_ hook: @escaping @Sendable ([Project.ID]) -> Void) { hooks.set(committed: hook) }

    /// What the writer has done so far.
    package var statistics: SQLiteStatistics { counts.current }

    /// How many writes wait to join a batch.
    package var waitingWrites: Int { queue.count }

    /// Answers what has come in, refuses what comes from now on, closes the file and gives its lock back; may be called
    /// again and then waits for the same end.
    package func stop() async {
        Self.end([readers, promptReader], then: queue)
        await ending.wait()
    }

    /// Copies the file as it is now, while work goes on.
    ///
    /// - Throws: `invalid_argument` when there is a file at `target` already.
    package func backUp(to target: String) async throws {
        let path = path
        try await WorkThread.answer("athena.backup") { try SQLiteBackup.make(of: path, at: target) }
    }

    /// Readers go first: the last connection to close empties the log, and only the writer may.
    private static func end(_ readers: [ReaderThreads], then queue: WorkQueue<any WriteTransaction>) {
        queue.refuse()
        guard let first = readers.first else { return queue.close() }
        first.close { end(Array(readers.dropFirst()), then: queue) }
    }

    private func startWriter(_ options: SQLiteOptions, holding lock: DatabaseLock) async throws {
        let (queue, ending) = (queue, ending)
        let shared = BatchWriter.Shared(path: path, options: options, hooks: hooks, counts: counts, bulletin: bulletin)
        try await withCheckedThrowingContinuation { (opened: CheckedContinuation<Void, any Error>) in
            WorkThread.start("athena.writer") {
                do {
                    let writer = try BatchWriter(shared, queue: queue)
                    opened.resume()
                    writer.run()
                } catch {
                    opened.resume(throwing: AthenaError.told(error))
                }
                lock.release()
                ending.come()
            }
        }
    }
}
