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

    @Test("find every task again after the schema was brought up to date")
    func migrates() throws {
        let (fixture, other) = try shared()
        try fixture.connection.run("DELETE FROM task_blocks", [])
        #expect(try fixture.reader.list(TaskQuery(project: other)).isEmpty)
        try fixture.connection.run(
            "INSERT INTO task_blocks(owner, block) SELECT DISTINCT project, id >> 8 FROM tasks",
            []
        )
        #expect(try fixture.reader.count(TaskQuery(project: other), bound: 10_000) == 400)
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
