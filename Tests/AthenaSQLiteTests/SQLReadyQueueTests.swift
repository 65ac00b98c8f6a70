import AthenaCore
import AthenaSQL
import AthenaSQLite
import AthenaTestKit
import Testing

@Suite("The queue of ready tasks")
struct SQLReadyQueueTests {
    private let fixture: SQLFixture

    init() throws {
        fixture = try SQLFixture()
        try fixture.register("a1")
    }

    private func claim(_ skills: [String] = [], types: [String]? = nil) throws -> String? {
        guard let task = try fixture.first(skills, types: types) else { return nil }
        _ = try #require(try fixture.tx.apply(fixture.grant("a1"), to: task))
        return task.title
    }

    private func drain(_ skills: [String] = [], types: [String]? = nil) throws -> [String] {
        var titles: [String] = []
        while let title = try claim(skills, types: types) { titles.append(title) }
        return titles
    }

    @Test("gives critical first, then by ready time and priority, then by id")
    func ordersByPriority() throws {
        try fixture.create("low", priority: .low)
        try fixture.create("medium", priority: .medium)
        try fixture.create("high", priority: .high)
        try fixture.create("high again", priority: .high)
        fixture.pass(1_800_000)
        try fixture.create("fresh high", priority: .high)
        fixture.pass(5_400_001)
        try fixture.create("late high", priority: .high)
        try fixture.create("critical", priority: .critical)
        #expect(
            try drain() == ["critical", "high", "high again", "medium", "fresh high", "low", "late high"]
        )
    }

    @Test("matches all requirements exactly")
    func matchesSkills() throws {
        try fixture.create("both", needs: ["sql", "swift"])
        try fixture.create("swift", needs: ["swift"])
        try fixture.create("none")
        try fixture.create("longer", needs: ["swift.concurrency"])
        #expect(try drain([]) == ["none"])
        #expect(try drain(["go", "swift"]) == ["swift"])
        #expect(try drain(["sql"]).isEmpty)
        #expect(try drain(["a", "sql", "swift", "z"]) == ["both"])
        #expect(try drain(["swift.concurrency"]) == ["longer"])
    }

    @Test("matches types exactly, and combines them with skills")
    func matchesTypes() throws {
        try fixture.create("build", type: "build")
        try fixture.create("test", type: "test", needs: ["swift"])
        try fixture.create("other", type: "build.ci")
        #expect(try drain(["swift"], types: ["none"]).isEmpty)
        #expect(try drain(["swift"], types: ["test"]) == ["test"])
        #expect(try drain([], types: ["build", "test"]) == ["build"])
        #expect(try drain([], types: nil) == ["other"])
    }

    @Test("knows lanes that appear after the question was first asked")
    func seesNewLanes() throws {
        #expect(try fixture.first(["new"]) == nil)
        try fixture.create("later", type: "new.type", needs: ["new"])
        #expect(try claim(["new"]) == "later")
    }

    @Test("goes on to the next in order when a task is refused")
    func stepsOverRefused() throws {
        for number in 1...5 {
            try fixture.create("a\(number)", needs: ["a"])
            try fixture.create("b\(number)", needs: ["b"])
        }
        var seen: [String] = []
        let found = try fixture.first(["a", "b"]) { task in
            seen.append(task.title)
            return task.title == "b3"
        }
        #expect(found?.title == "b3")
        #expect(seen == ["a1", "b1", "a2", "b2", "a3", "b3"])
    }

    @Test("shows at most 32 tasks of a lane, and each once")
    func boundsRefusals() throws {
        for number in 1...40 { try fixture.create("a\(number)", needs: ["a"]) }
        for number in 1...3 { try fixture.create("b\(number)", needs: ["b"]) }
        var seen: [String] = []
        let found = try fixture.first(["a", "b"]) { task in
            seen.append(task.title)
            return false
        }
        #expect(found == nil)
        #expect(seen == (1...32).map { "a\($0)" } + ["b1", "b2", "b3"])
    }

    @Test("keeps a task's place through release, and moves it when its priority or skills are edited")
    func keepsPlaces() throws {
        let first = try fixture.create("first")
        fixture.pass(10)
        let second = try fixture.create("second")
        let running = try #require(try fixture.tx.apply(fixture.grant("a1"), to: first))
        fixture.pass(10)
        let back = try #require(try fixture.tx.apply(fixture.requeue(running), to: running))
        #expect(try fixture.first()?.title == "first")
        var edit = TaskEdit()
        edit.requirements = [Skill(rawValue: "rare")]
        _ = try fixture.tx.apply(.edit(edit, at: fixture.now.wall), to: back)
        #expect(try fixture.first()?.title == "second")
        #expect(try fixture.first(["rare"])?.title == "first")
        edit = TaskEdit()
        edit.priority = .critical
        _ = try fixture.tx.apply(.edit(edit, at: fixture.now.wall), to: second)
        #expect(try fixture.first(["rare"])?.title == "second")
    }

    @Test("gives what a scan of all tasks would give, whatever happens", arguments: 0..<8 as Range<UInt64>)
    func equalsScan(seed: UInt64) throws {
        var random = Dice(seed: seed)
        let words = ["a", "b", "c"]
        for step in 0..<400 {
            fixture.pass(Int64.random(in: 0...900_000, using: &random))
            let skills = words.filter { _ in Bool.random(using: &random) }
            let types = Bool.random(using: &random) ? nil : [["x", "y", "z"].randomElement(using: &random) ?? "x"]
            switch Int.random(in: 0..<6, using: &random) {
            case 0, 1:
                let priority = Priority.allCases.randomElement(using: &random) ?? .low
                try fixture.create(type: types?[0] ?? "x", needs: skills, priority: priority)
            case 2:
                _ = try claim(skills, types: types)
            case 3:
                if let task = try fixture.first(words) {
                    _ = try fixture.tx.apply(fixture.end(.cancelled, task), to: task)
                }
            case 4:
                if let task = try fixture.tx.leases(of: Agent.ID(rawValue: "a1"), in: fixture.id).first {
                    _ = try fixture.tx.apply(fixture.requeue(task), to: task)
                }
            default:
                if step % 3 == 0 { fixture.writer.forget() }
            }
            #expect(try fixture.first(skills, types: types)?.id == scan(skills, types), "step \(step)")
            let agent = Agent.ID(rawValue: "a1")
            #expect(
                try fixture.tx.leases(of: agent, in: fixture.id) == fixture.reader.leases(of: agent, in: fixture.id)
            )
        }
    }

    private func scan(_ skills: [String], _ types: [String]?) throws -> AgentTask.ID? {
        let rows = try fixture.connection.all(
            """
            SELECT t.id, l.type, l.requirements FROM tasks t JOIN lanes l ON l.id = t.lane
              WHERE t.ready_key IS NOT NULL ORDER BY t.ready_key, t.id
            """
        ) { (id: $0.integer(0), type: $0.text(1), needs: $0.text(2)) }
        let match = rows.first { row in
            row.needs.split(separator: " ").allSatisfy { skills.contains(String($0)) }
                && types?.contains(row.type) ?? true
        }
        return match.map { AgentTask.ID(rawValue: $0.id) }
    }
}
