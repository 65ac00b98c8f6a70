import AthenaCore
import AthenaSQLite
import AthenaServer
import Synchronization
import Testing

@Suite("The search index behind the log")
struct SearchFollowingTests {
    @Test("tells once that it cannot be written and once that it can again, and misses nothing meanwhile")
    func tells() async throws {
        let folder = try TemporaryFolder()
        let path = folder.location.database
        let store = try await SQLiteStore.open(path)
        let index = FailingIndex(try SQLiteSearchIndex.open(besides: path))
        let incidents = Mutex<[SearchIncident]>([])
        let search = FollowedIndex(index) { incident in incidents.withLock { $0.append(incident) } }
        let database = try await OpenedDatabase(store, time: ManualClock().time, wake: Wake(), search: search) {}
        let use = database.orchestrator
        let caller = Caller(principal: "local", project: try await use.project(named: "default"))
        let task = try await use.create([TaskRequest(content: "a needle in the hay")], as: caller)
        index.fails.withLock { $0 = true }
        for _ in 0..<3 { _ = try await database.sweep() }
        let reason = String(describing: FailingIndex.Fault())
        #expect(incidents.withLock { $0 } == [.fellBehind(reason)])
        index.fails.withLock { $0 = false }
        for _ in 0..<2 { _ = try await database.sweep() }
        #expect(incidents.withLock { $0 } == [.fellBehind(reason), .caughtUp])
        let query = SearchQuery(project: caller.project.id, terms: ["needle"], limit: 5)
        #expect(try await index.find(query).map(\.task) == task)
        await store.stop()
        try index.real.close()
    }
}

/// A search index that cannot be written while a test says so.
private final class FailingIndex: SearchIndex {
    struct Fault: Error {}

    let real: SQLiteSearchIndex
    let fails = Mutex(false)

    init(_ real: SQLiteSearchIndex) { self.real = real }

    func mark(of project: Project.ID) async throws -> SearchMark? { try await real.mark(of: project) }

    func put(_ documents: [SearchDocument], of project: Project.ID, upTo mark: SearchMark) async throws {
        if fails.withLock({ $0 }) { throw Fault() }
        try await real.put(documents, of: project, upTo: mark)
    }

    func forget(_ project: Project.ID) async throws { try await real.forget(project) }

    func find(_ query: SearchQuery) async throws -> [SearchHit] { try await real.find(query) }
}
