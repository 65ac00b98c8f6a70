import AthenaCore
import AthenaSQLite
import Foundation
import Testing

@Suite("The lock of a database")
struct DatabaseLockTests {
    @Test("is held by one at a time and can be taken again once it was given back")
    func excludes() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("athena.db")
        let first = try DatabaseLock(database: path)
        #expect(throws: AthenaError.self) { try DatabaseLock(database: path) }
        first.release()
        first.release()
        let second = try DatabaseLock(database: path)
        #expect(DatabaseLock.holder(ofDatabase: path) == ProcessInfo.processInfo.processIdentifier)
        second.release()
        #expect(DatabaseLock.holder(ofDatabase: path) == nil)
    }

    @Test("tells where its holder listens, and is left alone while it is held")
    func tellsItsAddress() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("athena.db")
        #expect(DatabaseLock.address(ofDatabase: path) == nil)
        let lock = try #require(try DatabaseLock.ifFree(database: path, address: "/run/a b.sock"))
        #expect(DatabaseLock.address(ofDatabase: path) == "/run/a b.sock")
        #expect(DatabaseLock.holder(ofDatabase: path) == ProcessInfo.processInfo.processIdentifier)
        #expect(try DatabaseLock.ifFree(database: path, address: "/run/b.sock") == nil)
        lock.release()
        let silent = try DatabaseLock(database: path)
        #expect(DatabaseLock.address(ofDatabase: path) == nil)
        silent.release()
    }

    @Test("ends with its last reference")
    func endsWithItsReference() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("athena.db")
        do { _ = try DatabaseLock(database: path) }
        #expect(DatabaseLock.holder(ofDatabase: path) == nil)
    }

    @Test("says why it cannot be taken where there is no folder")
    func saysWhy() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: AthenaError.self) { try DatabaseLock(database: folder.file("none/athena.db")) }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("No such file") == true)
    }

    @Test("refuses also when nobody can tell who holds it", arguments: ["", "nonsense", "99999999999999999999"])
    func refusesUnknownHolders(content: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("athena.db")
        let lock = try DatabaseLock(database: path)
        try FileHandle(forWritingTo: URL(fileURLWithPath: path + ".lock")).overwrite(content)
        let error = #expect(throws: AthenaError.self) { try DatabaseLock(database: path) }
        #expect(error?.message.contains("another process") == true)
        lock.release()
    }
}

extension FileHandle {
    fileprivate func overwrite(_ text: String) throws {
        try truncate(atOffset: 0)
        try write(contentsOf: Data(text.utf8))
        try close()
    }
}
