import AthenaCore
import AthenaSQL
import AthenaSQLite
import Foundation
import Testing

@Suite("The SQLite store")
struct SQLiteStoreTests {
    @Test(
        "writes with the durability it was opened with, read back from the writing connection",
        arguments: [(SQLiteOptions.Durability.full, "2"), (.normal, "1")]
    )
    func readsDurabilityBack(durability: SQLiteOptions.Durability, code: String) async throws {
        let found = try await TestStore.with({ $0.durability = durability }) { try await $0.ask("PRAGMA synchronous") }
        #expect(found == code)
    }

    @Test("is durable unless told otherwise")
    func isDurableByDefault() async throws {
        let found = try await TestStore.with { try await $0.ask("PRAGMA synchronous") }
        #expect(found == "2")
    }

    @Test(
        "sets on the writing connection what its guarantees rest on",
        arguments: [
            ("PRAGMA journal_mode", "wal"), ("PRAGMA wal_autocheckpoint", "0"), ("PRAGMA secure_delete", "0"),
            ("PRAGMA foreign_keys", "0"),
        ] as [(SQLText, String)]
    )
    func setsPragmas(pragma: SQLText, value: String) async throws {
        let found = try await TestStore.with { try await $0.ask(pragma) }
        #expect(found == value)
    }

    @Test("leaves checkpoints and writes to the writing connection alone")
    func readersOnlyRead() async throws {
        try await TestStore.with { subject in
            let answers = try await subject.store.read { transaction in
                let connection = try #require(transaction as? SQLReader).connection
                let automatic = try connection.first("PRAGMA wal_autocheckpoint") { $0.text(0) }
                let refusal = #expect(throws: SQLError.self) {
                    try connection.run("INSERT INTO settings(name, value) VALUES ('a', 'b')", [])
                }
                return [automatic, refusal?.message]
            }
            #expect(answers == ["0", "attempt to write a readonly database"])
        }
    }

    @Test("keeps its files to their owner")
    func keepsFilesPrivate() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("deep/er/athena.db")
        let store = try await SQLiteStore.open(path)
        try await store.increment("count")
        for name in [path, path + "-wal", path + "-shm", path + ".lock"] { #expect(try mode(of: name) == 0o600) }
        #expect(try mode(of: folder.file("deep/er")) == 0o700)
        await store.stop()
    }

    @Test("cannot be opened twice, and says which process has it")
    func excludesASecondOpening() async throws {
        try await TestStore.with { subject in
            let error = await #expect(throws: AthenaError.self) { try await SQLiteStore.open(subject.path) }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("process \(ProcessInfo.processInfo.processIdentifier)") == true)
            #expect(DatabaseLock.holder(ofDatabase: subject.path) == ProcessInfo.processInfo.processIdentifier)
        }
    }

    @Test("gives its lock back when it stops, also one that it was handed")
    func givesTheLockBack() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("athena.db")
        let lock = try DatabaseLock(database: path)
        let store = try await SQLiteStore.open(path, lock: lock)
        await store.stop()
        #expect(DatabaseLock.holder(ofDatabase: path) == nil)
        try await TestStore.with(in: folder) { try await $0.store.increment("count") }
    }

    @Test("refuses a file that is no database, and gives its lock back")
    func refusesOtherFiles() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("athena.db")
        try Data(repeating: 7, count: 10_000).write(to: URL(fileURLWithPath: path))
        let error = await #expect(throws: AthenaError.self) { try await SQLiteStore.open(path) }
        #expect(error?.code == .unavailable)
        #expect(DatabaseLock.holder(ofDatabase: path) == nil)
    }

    @Test("withdraws a read whose caller was cancelled before its turn")
    func withdrawsReads() async throws {
        try await TestStore.with({ $0.readers = 1 }) { subject in
            let gate = Gate()
            async let first: Void = subject.store.read { _ in gate.hold() }
            await gate.untilReached()
            let cancelled = Task { try await subject.store.counter("count") }
            cancelled.cancel()
            await #expect(throws: CancellationError.self) { try await cancelled.value }
            gate.open()
            try await first
            #expect(try await subject.store.counter("count") == 0)
        }
    }

    @Test("is closed by the end of its last reference")
    func closesWithItsLastReference() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("athena.db")
        do {
            let store = try await SQLiteStore.open(path)
            try await store.increment("count")
        }
        var reopened: SQLiteStore?
        while reopened == nil {
            // The threads end in their own time; only `unavailable` is expected until then.
            do { reopened = try await SQLiteStore.open(path) } catch let error as AthenaError {
                #expect(error.code == .unavailable)
                await Task.yield()
            }
        }
        #expect(try await reopened?.counter("count") == 1)
        await reopened?.stop()
    }

    private func mode(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
