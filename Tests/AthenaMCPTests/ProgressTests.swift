import AthenaJSON
import Synchronization
import Testing

@testable import AthenaMCP

@Suite("Notifications of a request in flight")
struct ProgressTests {
    private func reporter(_ written: Written) -> (ProgressReporter, RequestChannel) {
        let channel = RequestChannel { message in
            await Task.yield()
            return written.append(message + [10])
        }
        let progress = ProgressChannel(token: .integer(1), revision: .v2026_07_28, channel: channel)
        return (ProgressReporter(progress), channel)
    }

    @Test("many tasks reporting at once never go backwards on the wire")
    func concurrency() async throws {
        let written = Written()
        let (reporter, _) = reporter(written)
        await withTaskGroup(of: Void.self) { group in
            for value in 1...500 { group.addTask { await reporter.report(Double(value)) } }
        }
        let values = try written.lines.map { try JSON(parsing: $0)["params"]?["progress"]?.integerValue ?? 0 }
        #expect(!values.isEmpty)
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
        #expect(values.last == 500)
    }

    @Test("nothing is reported after the answer")
    func afterAnswer() async {
        let written = Written()
        let (reporter, channel) = reporter(written)
        await reporter.report(1)
        await channel.close()
        await reporter.report(2)
        #expect(written.lines.count == 1)
    }

    @Test("nothing more is written once writing failed")
    func brokenPipe() async {
        let attempts = Mutex(0)
        let channel = RequestChannel { _ in
            attempts.withLock { $0 += 1 }
            return false
        }
        await channel.notify([])
        await channel.notify([])
        #expect(attempts.withLock { $0 } == 1)
    }

    @Test("the silent reporter says that nobody listens")
    func silence() async {
        #expect(!ProgressReporter.silent.isWanted)
        #expect(!LogReporter.silent.wants(.emergency))
        await ProgressReporter.silent.report(1)
    }
}
