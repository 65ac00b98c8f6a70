internal import AthenaCore
internal import AthenaSQL

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Commits operations in batches: what came in while the last commit was on its way to the disk shares the next one.
///
/// Confined to the writer's thread.
final class BatchWriter {
    typealias Item = any PendingWork<any WriteTransaction>

    /// What a writer shares with the store that it writes for.
    struct Shared: Sendable {
        let path: String
        let options: SQLiteOptions
        let hooks: StoreHooks
        let counts: SharedStatistics
        let bulletin: LaneBulletin
    }

    let shared: Shared
    var keeper: LogKeeper
    /// Nil while there is none that can be trusted.
    var connection: WriterConnection?
    /// The last one that could not be trusted, kept open until another has proven that it can write.
    var distrusted: WriterConnection?
    /// How many operations the last commit answered: about as many will come again at once.
    var lastOperations = 0
    private let queue: WorkQueue<any WriteTransaction>

    /// Opens the file and brings its schema up to date.
    init(_ shared: Shared, queue: WorkQueue<any WriteTransaction>) throws {
        self.shared = shared
        self.queue = queue
        let connection = try WriterConnection(shared)
        self.connection = connection
        keeper = LogKeeper(path: shared.path, options: shared.options)
        keeper.follow(connection.database.sql)
    }

    var options: SQLiteOptions { shared.options }
    var hooks: StoreHooks { shared.hooks }
    var counts: SharedStatistics { shared.counts }

    /// Works until the queue is closed and empty, then closes the file.
    func run() {
        var batch: [Item] = []
        var isQuiet = false
        while true {
            let patience: Duration? = keeper.hasChores ? (isQuiet ? .zero : options.idleDelay) : nil
            switch queue.take(into: &batch, patience: patience) {
            case .work:
                isQuiet = false
                commitAll(&batch)
                batch.removeAll(keepingCapacity: true)
            case .nothing:
                isQuiet = true
                tidy()
            case .closed:
                closeAll()
                return
            }
        }
    }

    /// Commits a batch, in as many transactions as its limits ask for.
    ///
    /// However long operations take, four transactions are enough for what has come in, as long as that is at most four
    /// times the limit: who comes while the first of them is on its way waits for these and four more, never for ten.
    private func commitAll(_ batch: inout [Item]) {
        let least = (batch.count + 3) / 4
        var first = 0
        while first < batch.count {
            var end = first
            let outcome = attempt(hook: hooks.ready) { run in end = gather(&batch, from: first, atLeast: least, run) }
            // When not even BEGIN worked, nothing was gathered and everything that waits is told so.
            if end == first { end = batch.count }
            conclude(outcome, batch[first..<end])
            first = end
            checkpointIfDue()
        }
    }

    /// Runs operations one after the other while the limits of a batch last; takes in what arrives meanwhile.
    ///
    /// - Parameter least: how many are taken even when they last longer than a batch should.
    /// - Returns: the place behind the last one that was taken.
    private func gather(_ batch: inout [Item], from first: Int, atLeast least: Int, _ run: (Item) -> Bool) -> Int {
        let end = ContinuousClock.now + options.batchTime
        var next = first
        while next - first < options.batchLimit {
            if next == batch.count { takeMore(into: &batch, expecting: lastOperations - (next - first)) }
            guard next < batch.count else { break }
            let item = batch[next]
            next += 1
            guard item.start() else { continue }
            guard run(item), next - first < least || ContinuousClock.now < end else { break }
        }
        return next
    }

    /// Takes in what has arrived. Where fewer are here than the last commit answered, those callers are awake and on
    /// their way: the processor is offered to them once, which costs nothing when nobody wants it.
    private func takeMore(into batch: inout [Item], expecting expected: Int) {
        let count = batch.count
        queue.takeMore(into: &batch)
        guard batch.count == count, expected > 0 else { return }
        sched_yield()
        queue.takeMore(into: &batch)
    }

    private func checkpointIfDue() {
        guard keeper.isDue, let connection else { return }
        do {
            try keeper.checkpoint(connection.database)
            counts.update { $0.checkpoints += 1 }
        } catch {
            options.report(.checkpointFailed(String(describing: error)))
        }
    }

    /// Does one piece of housekeeping; the queue is looked at between two of them.
    private func tidy() {
        guard let connection else {
            keeper.skipChores()
            return
        }
        do {
            if try keeper.doChore(connection.database) { counts.update { $0.checkpoints += 1 } }
        } catch {
            options.report(.checkpointFailed(String(describing: error)))
        }
        if !keeper.hasChores { options.report(.settled) }
    }
}
