import AthenaCore
import AthenaSQL
import AthenaSQLite
import Foundation
import Testing

@Suite("Backups")
struct SQLiteBackupTests {
    @Test("are whole while work goes on, and bring exactly their moment back")
    func areDrilled() async throws {
        let folder = try TemporaryFolder()
        let copy = folder.file("copy.db")
        let path = try await TestStore.with(in: folder) { subject in
            for number in 0..<50 { try await subject.store.createReadyTask("task \(number)") }
            let enough = Journal<Int>()
            async let load: Void = Self.create(in: subject.store, until: enough)
            try await subject.store.backUp(to: copy)
            enough.add(1)
            try await load
            try await subject.store.createReadyTask("after the copy")
            return subject.path
        }
        #expect(try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int == 0o600)
        #expect(try SQLiteBackup.faults(in: copy) == [])
        let (before, kept) = try await (contents(of: path), contents(of: copy))
        #expect(kept.count >= 50 && kept.count < before.count)
        #expect(before.starts(with: kept))

        let aside = try #require(try SQLiteBackup.restore(copy, to: path))
        #expect(try await contents(of: path) == kept)
        #expect(try await contents(of: aside) == before)
        #expect(try SQLiteBackup.faults(in: copy) == [], "the copy itself stays")
    }

    @Test("never overwrite a file")
    func neverOverwrite() async throws {
        try await TestStore.with { subject in
            let target = subject.folder.file("notes.txt")
            try Data("keep".utf8).write(to: URL(fileURLWithPath: target))
            let error = await #expect(throws: AthenaError.self) { try await subject.store.backUp(to: target) }
            #expect(error?.code == .invalidArgument)
            #expect(try Data(contentsOf: URL(fileURLWithPath: target)) == Data("keep".utf8))
        }
    }

    @Test("leave nothing behind when they cannot be made")
    func leaveNothingBehind() async throws {
        try await TestStore.with { subject in
            let target = subject.folder.file("no/such/folder/copy.db")
            let error = await #expect(throws: AthenaError.self) { try await subject.store.backUp(to: target) }
            #expect(error?.code == .unavailable)
            #expect(!FileManager.default.fileExists(atPath: target))
        }
    }

    @Test("are not restored under a running server")
    func respectTheLock() async throws {
        try await TestStore.with { subject in
            try await subject.store.increment("count")
            let copy = subject.folder.file("copy.db")
            try await subject.store.backUp(to: copy)
            let error = #expect(throws: AthenaError.self) { try SQLiteBackup.restore(copy, to: subject.path) }
            #expect(error?.code == .unavailable)
            #expect(try await subject.store.counter("count") == 1)
        }
    }

    @Test("are restored where there was no database")
    func restoreToANewPlace() async throws {
        let folder = try TemporaryFolder()
        let copy = folder.file("copy.db")
        try await TestStore.with(in: folder) { subject in
            try await subject.store.createReadyTask("only")
            try await subject.store.backUp(to: copy)
        }
        let place = folder.file("other/athena.db")
        #expect(try SQLiteBackup.restore(copy, to: place) == nil)
        #expect(try await contents(of: place) == ["only"])
    }

    /// Ways in which a copy can be unfit.
    enum Damage: CaseIterable {
        case empty, garbage, pages, event, otherDatabase, missing
    }

    @Test("that are damaged are refused, and the database stays as it is", arguments: Damage.allCases)
    func refuseDamage(damage: Damage) async throws {
        let folder = try TemporaryFolder()
        let copy = folder.file("copy.db")
        let path = try await TestStore.with(in: folder) { subject in
            for number in 0..<200 { try await subject.store.createReadyTask("task \(number)") }
            try await subject.store.backUp(to: copy)
            return subject.path
        }
        try inflict(damage, on: copy)
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: AthenaError.self) { try SQLiteBackup.restore(copy, to: path) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        #expect(try SQLiteBackup.faults(in: path) == [])
    }

    private func inflict(_ damage: Damage, on copy: String) throws {
        let url = URL(fileURLWithPath: copy)
        var bytes = try Data(contentsOf: url)
        switch damage {
        case .empty: bytes = Data()
        case .garbage: bytes = Data(repeating: 0x5A, count: 40_000)
        case .pages: bytes.replaceSubrange(8_192..<12_288, with: Data(repeating: 0xFF, count: 4_096))
        case .event: try falsifyAnEvent(in: &bytes)
        case .otherDatabase, .missing: break
        }
        try FileManager.default.removeItem(at: url)
        switch damage {
        case .missing: break
        case .otherDatabase: try makeOtherDatabase(at: copy)
        case .empty, .garbage, .pages, .event: try bytes.write(to: url)
        }
    }

    /// Changes one letter of events' actors, which no check of pages can see; pages also hold old copies of rows.
    private func falsifyAnEvent(in bytes: inout Data) throws {
        let word = Data("task.createdtester".utf8)
        try #require(bytes.range(of: word) != nil)
        while let place = bytes.range(of: word) {
            bytes.replaceSubrange(place, with: Data("task.createdTester".utf8))
        }
    }

    /// A sound database of somebody else's: a copy of one that has no table but one.
    private func makeOtherDatabase(at path: String) throws {
        let connection = try SQLiteConnection()
        try connection.run("CREATE TABLE cookies(name TEXT)")
        try connection.run("VACUUM INTO $1", [.text(path)])
    }

    private static func create(in store: SQLiteStore, until enough: Journal<Int>) async throws {
        var number = 0
        while enough.entries.isEmpty {
            try await store.createReadyTask("during \(number)")
            number += 1
        }
    }

    /// The titles of all tasks of a file, in the order they were created.
    private func contents(of path: String) async throws -> [String] {
        let store = try await SQLiteStore.open(path)
        let titles = try await store.read { transaction in
            let project = try #require(try transaction.project(named: Project.defaultName))
            let last = try transaction.eventHead(in: project.id).sequence
            return try (1...last).compactMap { try transaction.task(AgentTask.ID(rawValue: $0), in: project.id)?.title }
        }
        await store.stop()
        return titles
    }
}
