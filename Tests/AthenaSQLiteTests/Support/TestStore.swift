import AthenaCore
import AthenaSQL
import AthenaSQLite
import Foundation
import Testing

/// A SQLite store in a folder of its own.
struct TestStore: Sendable {
    let folder: TemporaryFolder
    let store: SQLiteStore
    let incidents: Journal<StoreIncident>

    var path: String { store.path }

    /// Opens a store and stops it after `body`.
    static func with<Answer>(
        _ change: (inout SQLiteOptions) -> Void = { _ in },
        in folder: TemporaryFolder? = nil,
        _ body: (TestStore) async throws -> Answer
    ) async throws -> Answer {
        let folder = try folder ?? TemporaryFolder()
        let incidents = Journal<StoreIncident>()
        var options = SQLiteOptions()
        options.reservedLogBytes = 0
        options.report = { incidents.add($0) }
        change(&options)
        let store = try await SQLiteStore.open(folder.file("athena.db"), options: options)
        let subject = TestStore(folder: folder, store: store, incidents: incidents)
        do {
            let answer = try await body(subject)
            await store.stop()
            return answer
        } catch {
            await store.stop()
            throw error
        }
    }

    /// Reads the one value of a statement on the writing connection.
    func ask(_ sql: SQLText) async throws -> String? {
        try await store.write { transaction in
            try #require(transaction as? SQLTransaction).connection.first(sql) { $0.text(0) }
        }
    }

    /// Returns when this many writes wait behind the one that is held.
    func untilWaiting(_ count: Int) async {
        while store.waitingWrites < count { await Task.yield() }
    }

    /// How long a file of the folder is.
    func size(of name: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: folder.file(name))[.size] as? Int)
    }

    /// Runs `callers` at once, each adding one to the counter `each` times.
    func load(callers: Int, each: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<callers {
                group.addTask { for _ in 0..<each { try await store.increment("load") } }
            }
            try await group.waitForAll()
        }
    }
}
