import AthenaCore
import AthenaSQLite
import Foundation
import GRDB
import Testing

@Suite("The file of the search index")
struct SearchIndexTests {
    private let incidents = Journal<SearchIncident>()

    private func open(in folder: TemporaryFolder) throws -> SQLiteSearchIndex {
        let incidents = incidents
        return try SQLiteSearchIndex.open(besides: folder.file("athena.db")) { incidents.add($0) }
    }

    @Test("is made and opened again without a word")
    func isQuiet() throws {
        let folder = try TemporaryFolder()
        for _ in 0..<2 { try open(in: folder).close() }
        #expect(incidents.entries == [])
    }

    @Test("that is damaged is made anew, and that is told")
    func replacesADamagedOne() async throws {
        let folder = try TemporaryFolder()
        try Data("this is no database, whatever its name says".utf8)
            .write(to: URL(filePath: folder.file("athena.db.search.sqlite")))
        let index = try open(in: folder)
        #expect(try await index.mark(of: Project.ID(rawValue: 1)) == nil)
        #expect(incidents.entries.count == 1)
        try index.close()
    }

    @Test("that is of another version is made anew, and that is told")
    func replacesAnotherVersion() throws {
        let folder = try TemporaryFolder()
        let index = try open(in: folder)
        try index.close()
        let file = try DatabaseQueue(path: index.path)
        try file.write { try $0.execute(sql: "PRAGMA user_version = 77") }
        try file.close()
        try open(in: folder).close()
        #expect(incidents.entries == [.madeAnew("it was of version 77")])
    }
}
