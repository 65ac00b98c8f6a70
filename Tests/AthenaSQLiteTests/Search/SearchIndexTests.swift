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

    @Test("agrees with its documents when some were stored again, changed and forgotten")
    func agreesWithItsDocuments() async throws {
        let folder = try TemporaryFolder()
        let index = try open(in: folder)
        try await put(["red", "green"], into: index, revision: 0)
        try await put(["red", "blue"], into: index, revision: 1)
        #expect(try await found("red", in: index) == [1])
        #expect(try await found("green", in: index) == [])
        #expect(try await found("blue", in: index) == [2])
        try await put(["white"], into: index, revision: 2, startsAnew: true)
        #expect(try await found("red", in: index) == [])
        #expect(try await found("blue", in: index) == [])
        #expect(try await found("white", in: index) == [1])
        try index.close()
        let file = try DatabaseQueue(path: index.path)
        try await file.write { db in
            try db.execute(sql: "INSERT INTO texts(texts, rank) VALUES ('integrity-check', 1)")
        }
        try file.close()
    }

    @Test("a task that came to another project with the same texts is found there and nowhere else")
    func followsTheProject() async throws {
        let folder = try TemporaryFolder()
        let index = try open(in: folder)
        let other = Project.ID(rawValue: 2)
        try await put(["red"], into: index, revision: 0)
        try await put(["red"], of: other, into: index, revision: 0)
        #expect(try await found("red", in: index) == [])
        #expect(try await found("red", of: other, in: index) == [1])
        try index.close()
    }

    @Test("a text that changed in nothing but the spelling of its characters is found as it is now")
    func comparesBytes() async throws {
        let folder = try TemporaryFolder()
        let index = try open(in: folder)
        let composed = "\u{AC00}"
        try await put(["\u{1100}\u{1161}"], into: index, revision: 0)
        try await put([composed], into: index, revision: 1)
        #expect(try await found(composed, in: index) == [1])
        try index.close()
    }

    private static let project = Project.ID(rawValue: 1)

    /// Stores a document of each title for tasks 1, 2 …
    private func put(
        _ titles: [String],
        of project: Project.ID = Self.project,
        into index: SQLiteSearchIndex,
        revision: Int64,
        startsAnew: Bool = false
    ) async throws {
        let documents = titles.enumerated().map { place, title in
            SearchDocument(task: task(place + 1), title: title, content: "same", outcome: "", notes: "")
        }
        let mark = SearchMark(sequence: revision + 1, hash: [1], revision: revision)
        let part = SearchPart(documents: documents, mark: mark, startsAnew: startsAnew)
        #expect(try await index.put(part, of: project))
    }

    private func found(
        _ term: String,
        of project: Project.ID = Self.project,
        in index: SQLiteSearchIndex
    ) async throws -> [Int64] {
        try await index.find(SearchQuery(project: project, terms: [term], limit: 9)).map(\.task.rawValue)
    }

    private func task(_ number: Int) -> AgentTask.ID { AgentTask.ID(rawValue: Int64(number)) }
}
