import AthenaCore
import AthenaSQL
import AthenaSQLite
import Testing

@Suite("Group commit")
struct GroupCommitTests {
    @Test("puts everything that waited into one commit")
    func sharesACommit() async throws {
        try await TestStore.with({ $0.batchTime = .seconds(60) }) { subject in
            let gate = Gate()
            let before = subject.store.statistics
            async let opener: Void = subject.store.write { _ in gate.hold() }
            await gate.untilReached()
            try await subject.withWaiting(callers: 50) { gate.open() }
            try await opener
            let done = subject.store.statistics.since(before)
            #expect(done.operations == 51)
            #expect(done.commits == 1, "what came while the first was held joined its batch")
        }
    }

    @Test("keeps a batch to its limit")
    func keepsToItsLimit() async throws {
        try await TestStore.with({ $0.batchLimit = 8 }) { subject in
            let gate = Gate()
            async let opener: Void = subject.store.write { _ in gate.hold() }
            await gate.untilReached()
            try await subject.withWaiting(callers: 40) { gate.open() }
            try await opener
            #expect(subject.store.statistics.largestBatch == 8)
            #expect(try await subject.store.counter("load") == 40)
        }
    }

    @Test("lets nobody wait over 10 commits, however long operations take", arguments: [64, 1_000])
    func letsNobodyWaitLong(callers: Int) async throws {
        // With no time for a batch at all, only the fairness of the writer puts more than one operation into it.
        try await TestStore.with({ $0.batchTime = .zero }) { subject in
            let store = subject.store
            let waits = Journal<Int>()
            let (opener, late) = (Gate(), Gate())
            async let first: Void = store.write { _ in opener.hold() }
            await opener.untilReached()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<callers { group.addTask { try await store.write { _ in late.hold() } } }
                await subject.untilWaiting(callers)
                opener.open()
                await late.untilReached()
                let before = store.statistics.commits
                for _ in 0..<callers {
                    group.addTask {
                        try await store.write { _ in waits.add(store.statistics.commits + 1 - before) }
                    }
                }
                await subject.untilWaiting(callers)
                late.open()
                try await group.waitForAll()
            }
            try await first
            #expect(waits.entries.count == callers)
            let longest = waits.entries.max() ?? 0
            print("the longest wait of \(callers) callers behind \(callers): \(longest) commits")
            #expect(longest <= 10)
        }
    }

    @Test("costs no page and no flush when nothing was changed")
    func costsNothingForNothing() async throws {
        try await TestStore.with { subject in
            try await subject.store.increment("count")
            let before = subject.store.statistics
            _ = try await subject.store.write { try $0.counter("count") }
            #expect(subject.store.statistics.since(before).logPages == 0)
        }
    }

    @Test("runs a batch again in parts only when an operation threw after it had written")
    func replaysOnlyWhenItMust() async throws {
        try await TestStore.with { subject in
            await #expect(throws: Refusal.self) { try await subject.store.write { _ in throw Refusal() } }
            #expect(subject.store.statistics.replays == 0)
            let gate = Gate()
            async let opener: Void = subject.store.write { transaction in
                try transaction.increment("load")
                gate.hold()
            }
            await gate.untilReached()
            let culprit = Task {
                try await subject.store.write { transaction in
                    try transaction.increment("load")
                    throw Refusal()
                }
            }
            await subject.untilWaiting(1)
            gate.open()
            try await opener
            await #expect(throws: Refusal.self) { try await culprit.value }
            #expect(try await subject.store.counter("load") == 1)
        }
    }

    @Test("moves the log into the file when it has grown, and starts it over")
    func checkpoints() async throws {
        try await TestStore.with({ $0.checkpointPages = 20 }) { subject in
            for _ in 0..<200 { try await subject.store.increment("count") }
            #expect(subject.store.statistics.checkpoints >= 5)
            #expect(subject.store.statistics.logPages >= 200)
            #expect(try subject.size(of: "athena.db-wal") < 100 * 4_120, "the log is reused from its start")
            #expect(try await subject.store.counter("count") == 200)
        }
    }

    @Test("moves the log into the file while a long read holds an old snapshot, and reads stay right")
    func checkpointsUnderReads() async throws {
        try await TestStore.with({ $0.checkpointPages = 10 }) { subject in
            try await subject.store.increment("count")
            let gate = Gate()
            async let old = subject.store.read { transaction in
                let before = try transaction.counter("count")
                gate.hold()
                return [before, try transaction.counter("count")]
            }
            await gate.untilReached()
            for _ in 0..<100 { try await subject.store.increment("count") }
            gate.open()
            #expect(try await old == [1, 1])
            #expect(try await subject.store.counter("count") == 101)
        }
    }

    @Test("tidies up when nothing comes in: the log is in the file and has its reserve")
    func settles() async throws {
        let settled = AsyncStream<Void>.makeStream()
        try await TestStore.with({ options in
            options.reservedLogBytes = 3 << 20
            options.idleDelay = .milliseconds(1)
            options.report = { if $0 == .settled { settled.continuation.yield() } }
        }) { subject in
            for await _ in settled.stream { break }
            #expect(try subject.size(of: "athena.db-wal") >= 3 << 20)
            try await subject.store.increment("count")
            for await _ in settled.stream { break }
            #expect(subject.store.statistics.checkpoints >= 1)
            #expect(try await subject.store.counter("count") == 1)
        }
    }

    @Test("gives 64 callers at least 24 operations a commit when a flush takes 2 ms")
    func gathersBehindSlowFlushes() async throws {
        let folder = try TemporaryFolder()
        let disk = FaultyDisk(folder)
        defer { disk.retire() }
        // Counted, so that the time that a busy machine takes must not end a batch.
        try await TestStore.with({ $0.batchTime = .seconds(60) }, in: folder) { subject in
            disk.set { $0.flushDelay = .milliseconds(2) }
            let (before, flushes) = (subject.store.statistics, disk.flushes)
            try await subject.load(callers: 64, each: 20)
            let done = subject.store.statistics.since(before)
            #expect(done.operations == 1_280)
            #expect(done.operationsPerCommit >= 24)
            #expect(disk.flushes - flushes >= done.commits, "every commit that changed something was flushed")
        }
    }
}

extension TestStore {
    /// Lets `callers` operations wait before `release` lets the writer go on, and waits for them.
    fileprivate func withWaiting(callers: Int, _ release: () -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<callers { group.addTask { try await store.increment("load") } }
            await untilWaiting(callers)
            release()
            try await group.waitForAll()
        }
    }
}
