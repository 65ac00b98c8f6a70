import AthenaJSON
import AthenaOperations
import Testing

@Suite("Tasks as beads issues")
struct BeadsExportTests {
    /// Tasks as an export hands them out for records that nobody touched: numbered in order, ties by number.
    private static func exported(_ file: BeadsFile) -> [JSON] {
        let ids = Dictionary(uniqueKeysWithValues: file.plan.order.enumerated().map { ($1, "t\($0 + 1)") })
        return file.plan.order.map { position in
            let format = BeadsFormat(skills: .none)
            var task = format.task(of: file.records[position]).task
            format.keep(file.plan.unused(of: file.graph.ids[position]), in: &task)
            task["id"] = ids[position].map { .string($0) }
            task["status"] = task["status"] ?? "pending"
            let dependencies = file.plan.dependencies[position].compactMap { ids[$0] }
            if !dependencies.isEmpty { task["dependencies"] = .array(dependencies.map { .string($0) }) }
            let parent = file.plan.children.firstIndex { $0.contains(position) }
            task["parent"] = parent.flatMap { ids[$0] }.map { .string($0) }
            return .object(task)
        }
    }

    private static func issues(_ tasks: [JSON]) -> [JSON] {
        var export = BeadsExport()
        for task in tasks { export.learn(task) }
        return tasks.map { .object(export.issue(for: $0)) }
    }

    private static func changed(_ task: JSON, _ changes: JSONObject) -> JSON {
        var object = task.objectValue ?? JSONObject()
        for change in changes { object[change.name] = change.value }
        return .object(object)
    }

    @Test("an issue that nobody touched is written as it was, whatever its edges")
    func untouched() throws {
        var child = try #require(
            BeadsFile.record("child", [("parent-child", "p"), ("parent-child", "q"), ("blocks", "p")]).objectValue
        )
        child["parent"] = "p"
        let records: [JSON] = [
            .object(child), BeadsFile.record("p", [("related", "child"), ("blocks", "gone")]), BeadsFile.record("q"),
            BeadsFile.record("a", [("blocks", "b")]), BeadsFile.record("b", [("blocks", "a"), ("blocks", "q")]),
            ["id": "done", "title": "Done", "status": "closed", "closed_at": "2026-01-02T03:04:05Z", "priority": 4],
            ["id": "mail", "title": "Mail", "issue_type": "message", "status": "open"],
            ["id": "bare", "title": "Bare"],
        ]
        let issues = Self.issues(Self.exported(try BeadsFile(records)))
        #expect(Set(issues) == Set(records))
    }

    @Test("work that was done meanwhile is closed with its result")
    func completed() throws {
        let task = try #require(
            Self.exported(try BeadsFile([["id": "a", "title": "A", "status": "in_progress"]])).first
        )
        let done: JSONObject = [
            "status": "completed", "completed_at": 1_767_323_045_000,
            "attempts": [["outcome": "failed"], ["outcome": "completed", "result": "All green"]],
        ]
        let issue = try #require(Self.issues([Self.changed(task, done)]).first)
        #expect(issue["status"] == "closed")
        #expect(issue["close_reason"] == "All green")
        #expect(issue["closed_at"] == "2026-01-02T03:04:05.000Z")
    }

    @Test("an edited task carries its edits and nothing else")
    func edited() throws {
        let record: JSON = ["id": "a", "title": "A", "priority": 2, "custom": [1]]
        let task = try #require(Self.exported(try BeadsFile([record])).first)
        let issue = try #require(Self.issues([Self.changed(task, ["priority": "critical"])]).first)
        #expect(issue == ["id": "a", "title": "A", "priority": 0, "custom": [1]])
    }

    @Test("dependencies that were added and removed since are written")
    func edges() throws {
        let tasks = Self.exported(
            try BeadsFile([BeadsFile.record("a"), BeadsFile.record("b"), BeadsFile.record("c", [("blocks", "a")])])
        )
        let issues = Self.issues([tasks[0], tasks[1], Self.changed(tasks[2], ["dependencies": ["t2"]])])
        #expect(issues[2]["dependencies"] == [["issue_id": "c", "depends_on_id": "b", "type": "blocks"]])
    }

    @Test("a task that never was an issue becomes one")
    func new() {
        let issues = Self.issues([
            ["id": "t1", "title": "A", "content": "Do A", "priority": "high", "type": "bug", "status": "pending"],
            [
                "id": "t2", "title": "B", "content": "B", "status": "running", "external_ref": "x",
                "dependencies": ["t1"],
            ],
        ])
        #expect(issues[0]["id"] == "athena-t1")
        #expect(issues[0]["priority"] == 1)
        #expect(issues[0]["status"] == "open")
        #expect(issues[1]["id"] == "x")
        #expect(issues[1]["status"] == "in_progress")
        #expect(issues[1]["dependencies"]?[0]?["depends_on_id"] == "athena-t1")
    }
}
