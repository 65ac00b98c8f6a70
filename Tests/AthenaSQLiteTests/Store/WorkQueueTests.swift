import Testing

@testable import AthenaSQLite

@Suite("Waiting work")
struct WorkQueueTests {
    private let queue = WorkQueue<Int>()

    @Test("is handed over all at once, in the order it came in")
    func keepsItsOrder() async throws {
        let journal = Journal<Int>()
        async let first = ask(1, journal)
        async let second = ask(2, journal)
        while queue.count < 2 { await Task.yield() }
        var batch: [any PendingWork<Int>] = []
        #expect(queue.take(into: &batch, patience: .zero) == .work)
        #expect(batch.count == 2)
        #expect(queue.count == 0)
        for item in batch {
            #expect(item.start())
            #expect(item.run(in: 10) == nil)
            item.finish()
        }
        let answers = try await [first, second]
        #expect(answers.sorted() == [11, 12])
        #expect(Set(journal.entries) == [1, 2])
    }

    @Test("is not there: the thread is told so after its patience, or that the queue is closed")
    func endsWaiting() {
        var batch: [any PendingWork<Int>] = []
        #expect(queue.take(into: &batch, patience: .milliseconds(1)) == .nothing)
        queue.close()
        #expect(queue.take(into: &batch, patience: nil) == .closed)
        #expect(queue.take(into: &batch, patience: .zero) == .closed)
    }

    @Test("is refused once the queue is closed, and answered once, however often it is ended")
    func endsOnce() async {
        queue.close()
        let work = AwaitedWork<Int, Int> { $0 }
        await #expect(throws: Refusal.self) {
            unsafe try await withUnsafeThrowingContinuation { (caller: UnsafeContinuation<Int, any Error>) in
                #expect(unsafe work.wait(caller))
                #expect(!queue.add(work))
                work.fail(Refusal())
                work.fail(Refusal())
                work.finish()
                work.withdraw()
            }
        }
        #expect(!work.start())
    }

    @Test("that was withdrawn before its caller waited ends the wait at once")
    func endsAWaitAtOnce() async {
        let work = AwaitedWork<Int, Int> { $0 }
        work.withdraw()
        await #expect(throws: CancellationError.self) {
            unsafe try await withUnsafeThrowingContinuation { (caller: UnsafeContinuation<Int, any Error>) in
                #expect(unsafe !work.wait(caller))
            }
        }
    }

    private func ask(_ number: Int, _ journal: Journal<Int>) async throws -> Int {
        let work = AwaitedWork<Int, Int> { base in
            journal.add(number)
            return base + number
        }
        return unsafe try await withUnsafeThrowingContinuation { caller in
            if unsafe work.wait(caller) { #expect(queue.add(work)) }
        }
    }
}
