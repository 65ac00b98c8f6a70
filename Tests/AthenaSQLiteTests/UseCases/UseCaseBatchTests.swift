import AthenaCore
import AthenaSQLite
import Testing

@Suite("Batches of use cases")
struct UseCaseBatchTests {
    @Test("hold at least 24 operations of 64 callers when a flush takes 2 ms")
    func gather() async throws {
        let folder = try TemporaryFolder()
        let disk = FaultyDisk(folder)
        defer { disk.retire() }
        // Counted, so that the time that unoptimised code takes must not end a batch.
        try await UseCases.with({ $0.batchTime = .seconds(60) }, in: folder) { cases in
            try await cases.register((1...64).map { "agent-\($0)" }, ["swift"])
            disk.set { $0.flushDelay = .milliseconds(2) }
            let before = cases.store.statistics
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...64 {
                    group.addTask {
                        for _ in 0..<5 {
                            _ = try await cases.use.create([UseCases.request(needs: ["swift"])], as: cases.caller)
                            try await cases.complete(try await cases.claim("agent-\(number)"))
                        }
                    }
                }
                try await group.waitForAll()
            }
            let done = cases.store.statistics.since(before)
            print("operations per commit of 64 callers: \(done.operationsPerCommit)")
            #expect(done.operations == 64 * 5 * 3)
            #expect(done.operationsPerCommit >= 24)
        }
    }
}
