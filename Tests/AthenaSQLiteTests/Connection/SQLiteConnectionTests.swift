import AthenaSQL
import Testing

@testable import AthenaSQLite

@Suite("A connection over the C handle")
struct SQLiteConnectionTests {
    private let connection: SQLiteConnection

    init() throws {
        connection = try SQLiteConnection()
        try connection.run("CREATE TABLE thing(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, data BLOB) STRICT")
    }

    @Test("gives parameters their numbers, whatever order they appear in")
    func numbersParameters() throws {
        let row = try connection.first("SELECT $2, $1, '$1'", [.text("one"), .text("two")]) { row in
            [row.text(0), row.text(1), row.text(2)]
        }
        #expect(row == ["two", "one", "$1"])
    }

    @Test(
        "keeps every text byte for byte",
        arguments: [
            "", "plain", "a\0b\0", "\u{1F680} \u{202E}x", "'; DROP TABLE thing; --",
            String(repeating: "ü", count: 9_000),
        ]
    )
    func keepsTexts(text: String) throws {
        try connection.run("INSERT INTO thing(name) VALUES ($1)", [.text(text)])
        let found = try connection.first("SELECT name FROM thing WHERE name = $1", [.text(text)]) { $0.text(0) }
        #expect(found.map { Array($0.utf8) } == Array(text.utf8))
        #expect(found != nil)
    }

    @Test("keeps blobs, numbers and NULL apart", arguments: [[], [0, 255, 0], [UInt8](repeating: 7, count: 5_000)])
    func keepsKinds(blob: [UInt8]) throws {
        let arguments: [SQLValue] = [.blob(blob), .integer(.min), .real(0.1), .null, .text("")]
        let kinds = try connection.first("SELECT $1, $2, $3, $4, typeof($1), typeof($5)", arguments) { row in
            #expect(row.blob(0) == blob)
            #expect(row.integer(1) == .min)
            #expect(row.real(2) == 0.1)
            #expect(row.optionalInteger(3) == nil)
            #expect(row.optionalText(3) == nil)
            return [row.text(4), row.text(5)]
        }
        #expect(kinds == ["blob", "text"])
    }

    @Test("counts the rows a statement changed, and none for one that changes no rows")
    func countsChanges() throws {
        #expect(try connection.run("INSERT INTO thing(name) VALUES ('a'), ('b')") == 2)
        #expect(try connection.run("UPDATE thing SET data = x'00' WHERE name = 'none'") == 0)
        #expect(try connection.run("CREATE INDEX thing_data ON thing(data)") == 0)
    }

    @Test("can run a statement again while it is being visited")
    func entersTwice() throws {
        try connection.run("INSERT INTO thing(name) VALUES ('a'), ('b')")
        let sql: SQLText = "SELECT name FROM thing ORDER BY name"
        var seen: [String] = []
        try connection.forEach(sql, []) { outer in
            try connection.forEach(sql, []) { inner in seen.append(outer.text(0) + inner.text(0)) }
        }
        #expect(seen == ["aa", "ab", "ba", "bb"])
    }

    @Test("is usable after a visitor threw in the middle of a statement")
    func survivesThrowingVisitors() throws {
        try connection.run("INSERT INTO thing(name) VALUES ('a'), ('b')")
        let sql: SQLText = "SELECT name FROM thing ORDER BY name"
        #expect(throws: Stop.self) { try connection.forEach(sql, []) { _ in throw Stop() } }
        #expect(try connection.all(sql) { $0.text(0) } == ["a", "b"])
    }

    @Test("tells failures apart")
    func sortsFailures() throws {
        try connection.run("INSERT INTO thing(name) VALUES ('a')")
        #expect(kind { try connection.run("INSERT INTO thing(name) VALUES ('a')") } == .constraint)
        #expect(kind { try connection.run("SELECT nonsense") } == .other)
        #expect(kind { try connection.run("SELECT $1") } == .other)
        #expect(kind { try connection.run("SELECT 1; SELECT 2") } == .other)
        try connection.run("PRAGMA max_page_count = 1")
        let large = SQLValue.blob([UInt8](repeating: 1, count: 100_000))
        #expect(kind { try connection.run("INSERT INTO thing(name, data) VALUES ('b', $1)", [large]) } == .full)
    }

    @Test(
        "sorts result codes by what can be done about them",
        arguments: [
            (13, 0, .full), (10, 28, .full), (778, 28, .full), (1034, 5, .inputOutput), (14, 2, .inputOutput),
            (8, 30, .inputOutput), (11, 0, .corrupt), (26, 0, .corrupt), (2067, 0, .constraint), (5, 0, .busy),
            (6, 0, .busy), (1, 0, .other),
        ] as [(Int32, Int32, SQLError.Kind)]
    )
    func sortsCodes(code: Int32, systemError: Int32, kind: SQLError.Kind) {
        #expect(SQLError(code: code, systemError: systemError, message: "").kind == kind)
    }

    @Test("counts the steps of its statements")
    func countsSteps() throws {
        let before = connection.machineSteps
        _ = try connection.all("SELECT name FROM thing") { $0.text(0) }
        #expect(connection.machineSteps > before)
        #expect(connection.pages.cacheBytes > 0)
    }

    private struct Stop: Error {}

    private func kind(of action: () throws -> Void) -> SQLError.Kind? {
        do {
            try action()
            return nil
        } catch {
            return (error as? SQLError)?.kind
        }
    }
}
