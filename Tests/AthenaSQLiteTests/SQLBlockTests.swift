import AthenaCore
import AthenaSQL
import AthenaSQLite
import Testing

@Suite("Lists of projects that share a database")
struct SQLBlockTests {
    /// Two projects whose tasks alternate over several blocks of ids.
    private func shared() throws -> (fixture: SQLFixture, other: Project.ID) {
        let fixture = try SQLFixture()
        let other = try fixture.tx.ensureProject(named: "other").id
        for number in 0..<1_200 { _ = try fixture.tx.insert(fixture.newTask(in: number % 3 == 0 ? other : nil)) }
        return (fixture, other)
    }

    @Test("hold their own tasks in order, page by page", arguments: TaskQuery.Sort.allCases)
    func pages(sort: TaskQuery.Sort) throws {
        let (fixture, other) = try shared()
        var query = TaskQuery(project: other, sort: sort, limit: 70)
        var found: [AgentTask.ID] = []
        while true {
            let page = try fixture.reader.list(query)
            found += page.map(\.id)
            guard let last = page.last else { break }
            let value = sort == .priority ? Int64(last.priority.rawValue) : last.updatedAt
            query.after = (value, last.id.rawValue)
        }
        let expected = stride(from: Int64(1), through: 1_200, by: 3).map(AgentTask.ID.init(rawValue:))
        #expect(found == (sort == .newest || sort == .updated ? expected.reversed() : expected))
        #expect(try fixture.reader.count(TaskQuery(project: other), bound: 10_000) == 400)
    }

    @Test("are read in order without sorting")
    func isOrdered() throws {
        let (fixture, other) = try shared()
        let before = fixture.connection.machineSteps
        #expect(try fixture.reader.list(TaskQuery(project: other, limit: 5)).count == 5)
        #expect(fixture.connection.machineSteps - before < 2_000)
    }

    /// Where two projects have their tasks in the older database.
    private static let oldTasks: [(project: Int64, ids: [Int64])] = [
        (1, Array(1...300) + [1_024]), (2, Array(301...600)),
    ]

    /// A database from before there were blocks, with tasks of two projects.
    private func older() throws -> SQLiteConnection {
        let connection = try SQLiteConnection()
        #expect(try Schema.version(of: connection) == 0)
        for migration in Schema.migrations where migration.number <= 2 {
            for statement in try migration.statements(for: .sqlite) { try connection.run(statement, []) }
            try connection.run(
                "INSERT INTO schema_migrations(number, name) VALUES ($1, $2)",
                [.integer(Int64(migration.number)), .text(migration.name)]
            )
        }
        for (project, ids) in Self.oldTasks {
            try connection.run(
                "INSERT INTO lanes(id, project, type, requirements) VALUES ($1, $1, 'task', '')",
                [.integer(project)]
            )
            for id in ids {
                try connection.run(
                    """
                    INSERT INTO tasks(id, project, lane, status, priority, title, order_key, ready_key, unmet,
                        dependents, max_attempts, lease_seconds, created_at, updated_at)
                      VALUES ($1, $2, $2, 'pending', 2, 'old', $1, $1, 0, 0, 3, 300, 0, 0)
                    """,
                    [.integer(id), .integer(project)]
                )
            }
        }
        return connection
    }

    @Test("find every task of an older database, whose blocks are noted when it is brought up to date")
    func migrates() throws {
        let connection = try older()
        try Schema.migrate(connection)
        let blocks = try connection.all("SELECT owner, block FROM task_blocks ORDER BY owner, block") {
            [$0.integer(0), $0.integer(1)]
        }
        #expect(blocks == [[1, 0], [1, 1], [1, 4], [2, 1], [2, 2]])
        let reader = SQLReader(connection: connection)
        for (project, ids) in Self.oldTasks {
            let query = TaskQuery(project: Project.ID(rawValue: project), sort: .oldest, limit: 1_000)
            #expect(try reader.list(query).map(\.id.rawValue) == ids)
            #expect(try reader.count(query, bound: 10_000) == ids.count)
        }
    }

    @Test("know a task that was stored after a rollback")
    func survivesRollback() throws {
        let fixture = try SQLFixture()
        try fixture.connection.run("BEGIN", [])
        try fixture.create()
        try fixture.connection.run("ROLLBACK", [])
        fixture.writer.forget()
        let task = try fixture.create()
        #expect(try fixture.reader.list(TaskQuery(project: fixture.id)).map(\.id) == [task.id])
    }
}
