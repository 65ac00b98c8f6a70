import AthenaCore
import AthenaSQLite
import AthenaServer
import Logging
import Synchronization
import Testing

@Suite("Following the log for search")
struct SearchFollowerTests {
    /// An index that a test holds in the middle of what it is asked.
    private struct SlowIndex: SearchIndex {
        let isAsked = Latch()
        let mayAnswer = Latch()

        func mark(of project: Project.ID) async throws -> SearchMark? {
            isAsked.open()
            await mayAnswer.wait()
            return nil
        }

        func put(_ part: SearchPart, of project: Project.ID) async throws -> Bool { true }
        func find(_ query: SearchQuery) async throws -> [SearchHit] { [] }
    }

    /// A new database that is searched by `index`.
    private func opened(
        in folder: TemporaryFolder,
        with index: any SearchIndex,
        on clock: ManualClock
    ) async throws -> OpenedDatabase {
        var options = SQLiteOptions()
        options.reservedLogBytes = 0
        let store = try await SQLiteStore.open(folder.location.database, options: options)
        return try await OpenedDatabase(store, time: clock.time, wake: Wake(), searchIndex: index) {
            await store.stop()
        }
    }

    @Test("no timer waits for an index that is slow")
    func leavesTheSweepAlone() async throws {
        let folder = try TemporaryFolder()
        let clock = ManualClock()
        let index = SlowIndex()
        let database = try await opened(in: folder, with: index, on: clock)
        let use = database.orchestrator
        let caller = AthenaCore.Caller(principal: "local", project: try await use.project(named: "default"))
        var later = TaskRequest(content: "later")
        later.runAfter = clock.time.now().wall + 1_000
        let id = try await use.create([later], as: caller)[0].id
        let following = Task { try await database.search.follow(on: clock) }
        await index.isAsked.wait()
        clock.advance(by: .seconds(1))
        _ = try await database.sweep()
        #expect(try await use.task(id, as: caller).isReady)
        index.mayAnswer.open()
        _ = try await following.value
        await database.close()
    }

    @Test("what could not be read now is read the next time")
    func triesAgain() async throws {
        let rounds = Mutex<[[Project.ID]]>([])
        let clock = ManualClock()
        let follower = SearchFollower { projects in
            let round = rounds.withLock { rounds in
                rounds.append(projects)
                return rounds.count
            }
            if round == 1 { throw AthenaError(.unavailable, "not now", next: "later") }
            return round > 2
        }
        let project = Project.ID(rawValue: 1)
        follower.note([project])
        await #expect(throws: AthenaError.self) { try await follower.follow(on: clock) }
        let second = Task { try await follower.follow(on: clock) }
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(1))
        #expect(try await second.value == false)
        #expect(try await follower.follow(on: clock))
        #expect(rounds.withLock { $0 } == [[project], [project], [project]])
    }

    /// An index that fails a few times and is whole again then.
    private final class MendedIndex: SearchIndex {
        let isWhole = Latch()
        private let failuresLeft = Mutex(3)

        func mark(of project: Project.ID) async throws -> SearchMark? {
            let fails = failuresLeft.withLock { left in
                defer { left -= 1 }
                return left > 0
            }
            if fails { throw AthenaError(.unavailable, "not now", next: "later") }
            return nil
        }

        func put(_ part: SearchPart, of project: Project.ID) async throws -> Bool {
            isWhole.open()
            return true
        }

        func find(_ query: SearchQuery) async throws -> [SearchHit] { [] }
    }

    /// Keeps the level of each line that is logged.
    private struct LevelLog: LogHandler {
        let levels: Levels
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        final class Levels: Sendable {
            let said = Mutex<[Logger.Level]>([])
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { levels.said.withLock { $0.append(event.level) } }
    }

    @Test("an index that fails is told of once, and once more when it can be written again")
    func tellsOnce() async throws {
        let folder = try TemporaryFolder()
        let clock = ManualClock()
        let index = MendedIndex()
        let gate = OpeningGate<OpenedDatabase>()
        let database = try await opened(in: folder, with: index, on: clock)
        gate.open(database)
        let levels = LevelLog.Levels()
        let service = SearchService(
            gate: gate,
            clock: clock,
            logger: Logger(label: "test") { _ in LevelLog(levels: levels) }
        )
        let running = Task { try await service.run() }
        let caller = AthenaCore.Caller(
            principal: "local",
            project: try await database.orchestrator.project(named: "default")
        )
        _ = try await database.orchestrator.create([TaskRequest(content: "found later")], as: caller)
        while !index.isWhole.isOpen {
            await clock.sleepers(atLeast: 1)
            clock.advance(by: .seconds(1))
        }
        await clock.sleepers(atLeast: 1)
        #expect(levels.said.withLock { $0 } == [.warning, .info])
        running.cancel()
        try await running.value
        await database.close()
    }
}
