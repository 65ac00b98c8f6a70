import AthenaCore
import AthenaSQL
import AthenaSQLite
import Foundation
import Testing

@Suite("The schema")
struct SQLSchemaTests {
    private let fixture: SQLFixture

    init() throws { fixture = try SQLFixture() }

    @Test("is the one on record")
    func matchesGolden() throws {
        let statements = try fixture.connection.all(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"
        ) { $0.text(0) }
        let dump = statements.joined(separator: ";\n\n") + ";\n"
        let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/schema-sqlite.sql")
        if ProcessInfo.processInfo.environment["ATHENA_WRITE_GOLDEN"] != nil {
            try Data(dump.utf8).write(to: golden)
        }
        #expect(try String(contentsOf: golden, encoding: .utf8) == dump)
    }

    @Test("comes about once, however often it is asked for")
    func migratesOnce() throws {
        try Schema.migrate(fixture.connection)
        #expect(try Schema.version(of: fixture.connection) == Schema.version)
        #expect(Schema.migrations.map(\.number) == Array(1...Schema.version))
    }

    @Test("of a newer Athena is refused")
    func refusesNewer() throws {
        try fixture.connection.run(
            "INSERT INTO schema_migrations(number, name) VALUES ($1, 'later')",
            [.integer(Int64(Schema.version + 1))]
        )
        let error = #expect(throws: AthenaError.self) { try Schema.migrate(fixture.connection) }
        #expect(error?.code == .unavailable)
    }

    @Test("for PostgreSQL is refused as long as there is none")
    func refusesPostgres() throws {
        let error = #expect(throws: AthenaError.self) { try Schema.migrations[0].statements(for: .postgres) }
        #expect(error?.code == .unavailable)
    }

    @Test("has room for every state and for no other word", arguments: TaskStatus.allCases)
    func checksStates(status: TaskStatus) throws {
        let task = try fixture.create()
        let set: SQLText = "UPDATE tasks SET status = $2, ready_key = NULL WHERE id = $1"
        #expect(try fixture.connection.run(set, [.integer(task.id.rawValue), .text(status.rawValue)]) == 1)
        #expect(throws: SQLError.self) {
            try fixture.connection.run(set, [.integer(task.id.rawValue), .text(status.rawValue + "x")])
        }
    }

    @Test("has no IN with constants, which would cost a throw-away tree at each statement")
    func avoidsConstantLists() throws {
        let lists = try fixture.connection.first("SELECT COUNT(*) FROM sqlite_schema WHERE sql LIKE '% IN (%'") {
            $0.integer(0)
        }
        #expect(lists == 0)
    }
}
