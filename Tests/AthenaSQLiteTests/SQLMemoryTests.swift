import AthenaCore
import AthenaSQL
import AthenaSQLite
import Testing

@Suite("Goals, graph, credentials and settings")
struct SQLMemoryTests {
    private let fixture: SQLFixture

    init() throws {
        fixture = try SQLFixture()
        try fixture.register("a1", ["swift"])
    }

    @Test("goals read back, in order, as a tree")
    func goals() throws {
        func add(_ title: String, under parent: Goal.ID?) throws -> Goal {
            var request = GoalRequest(title: title)
            request.description = "d"
            request.parent = parent
            request.deadline = 5
            var new = NewGoal(request, in: fixture.id, at: fixture.now.wall)
            new.externalRef = "name of \(title)"
            return try fixture.tx.add(new)
        }
        let root = try add("root", under: nil)
        let first = try add("first", under: root.id)
        let second = try add("second", under: root.id)
        #expect(try fixture.reader.goal(first.id, in: fixture.id) == first)
        #expect(try fixture.reader.goal(externalRef: "name of first", in: fixture.id) == first.id)
        #expect(try fixture.reader.goals(in: fixture.id, under: nil, after: nil, limit: 9) == [root, first, second])
        #expect(try fixture.reader.goals(in: fixture.id, under: root.id, after: first.id, limit: 9) == [second])
        #expect(try fixture.reader.goal(root.id, in: Project.ID(rawValue: 99)) == nil)
        for title in ["x", "y", "z"] {
            var new = fixture.newTask(title, unmet: title == "z" ? 1 : 0)
            new.goal = first.id
            _ = try fixture.tx.insert(new)
        }
        #expect(try fixture.reader.taskCounts(of: first.id, in: fixture.id) == [.pending: 2, .blocked: 1])
    }

    @Test("the graph tells what the tables hold, from both ends")
    func graph() throws {
        let goal = try fixture.tx.add(NewGoal(GoalRequest(title: "g"), in: fixture.id, at: 1))
        let parent = try fixture.create("parent")
        var new = fixture.newTask("child", needs: ["swift"])
        new.parent = parent.id
        new.goal = goal.id
        new.dependencies = [parent.id]
        let child = try fixture.tx.insert(new)
        let agent = Entity(kind: "AGENT", name: "a1")
        let skill = Entity(kind: "SKILL", name: "swift")
        func entity(_ task: AgentTask) -> Entity { Entity(kind: "TASK", name: task.id.description) }
        let facts: Set = [
            Relation(from: entity(child), kind: "REQUIRES", to: skill),
            Relation(from: entity(child), kind: "DEPENDS_ON", to: entity(parent)),
            Relation(from: entity(child), kind: "PART_OF", to: entity(parent)),
            Relation(from: entity(child), kind: "PART_OF", to: Entity(kind: "GOAL", name: "g1")),
        ]
        #expect(try Set(fixture.reader.relations(at: entity(child), in: fixture.id, limit: 99)) == facts)
        let holds = Relation(from: agent, kind: "HAS_SKILL", to: skill)
        let requires = Relation(from: entity(child), kind: "REQUIRES", to: skill)
        #expect(try Set(fixture.reader.relations(at: skill, in: fixture.id, limit: 99)) == [holds, requires])
        #expect(try fixture.reader.relations(at: skill, in: fixture.id, limit: 1).count == 1)
        let running = try #require(try fixture.tx.apply(fixture.grant("a1"), to: child))
        let assigned = Relation(from: entity(child), kind: "ASSIGNED_TO", to: agent)
        #expect(try Set(fixture.reader.relations(at: agent, in: fixture.id, limit: 99)) == [holds, assigned])
        _ = try fixture.tx.apply(fixture.end(.completed, running), to: running)
        try fixture.append(.taskCompleted, about: child.id.rawValue) { facts in
            facts.assignedTo = agent.agentID
            facts.success = true
            facts.taskStatus = .completed
        }
        try fixture.tx.record(
            Attempt(
                task: child.id,
                fence: running.fence,
                agent: agent.agentID,
                grantedAt: 1,
                startedAt: 1,
                endedAt: 2,
                outcome: .completed
            ),
            in: child.project
        )
        let completed = Relation(from: agent, kind: "COMPLETED", to: entity(child))
        #expect(try Set(fixture.reader.relations(at: agent, in: fixture.id, limit: 99)) == [holds, completed])
        #expect(try fixture.reader.relations(at: entity(child), in: fixture.id, limit: 99).contains(completed))
        let project = Relation(
            from: Entity(kind: "GOAL", name: "g1"),
            kind: "PART_OF",
            to: Entity(kind: "PROJECT", name: "default")
        )
        #expect(try fixture.reader.relations(at: project.to, in: fixture.id, limit: 9) == [project])
    }

    @Test("free entities and relations are kept once and found by their text")
    func freeGraph() throws {
        let service = Entity(kind: "SERVICE", name: "pay_100%")
        let relation = Relation(from: service, kind: "USES", to: Entity(kind: "SERVICE", name: "Paper"))
        #expect(try fixture.tx.add(service, to: fixture.id, at: 1))
        #expect(try !fixture.tx.add(service, to: fixture.id, at: 2))
        #expect(try fixture.tx.add(relation, to: fixture.id, at: 1))
        #expect(try !fixture.tx.add(relation, to: fixture.id, at: 1))
        #expect(try fixture.reader.relations(at: service, in: fixture.id, limit: 9) == [relation])
        #expect(try fixture.reader.relations(at: relation.to, in: fixture.id, limit: 9) == [relation])
        func names(_ text: String, kind: String? = nil) throws -> [String] {
            try fixture.reader.entities(matching: text, kind: kind, in: fixture.id, limit: 9).map(\.name)
        }
        #expect(try names("Y_1") == ["pay_100%"])
        #expect(try names("y%1").isEmpty)
        #expect(try names("swi") == ["swift"])
        #expect(try names("", kind: "AGENT") == ["a1"])
        let task = try fixture.create()
        #expect(try names(task.id.description) == [task.id.description])
        #expect(try names("t999").isEmpty)
    }

    @Test("credentials are kept, found, listed newest first and revoked once")
    func credentials() throws {
        func credential(_ id: String, at: Int64, agent: String? = nil) -> Credential {
            Credential(
                id: id,
                name: "n ü",
                secretHash: "h",
                agent: agent.map(Agent.ID.init(rawValue:)),
                project: agent.map { _ in "default" },
                scopes: [.tasksRead, .auditRead],
                createdAt: at,
                expiresAt: 9
            )
        }
        let old = credential("k1", at: 1)
        let new = credential("k2", at: 2, agent: "a1")
        try fixture.tx.add(old)
        try fixture.tx.add(new)
        #expect(try fixture.reader.credentials() == [new, old])
        #expect(try fixture.reader.credential("k2") == new)
        #expect(try fixture.reader.credential("k3") == nil)
        #expect(try fixture.tx.revokeCredential("k1", at: 7))
        #expect(try fixture.tx.revokeCredential("k1", at: 8))
        #expect(try fixture.reader.credential("k1")?.revokedAt == 7)
        #expect(try !fixture.tx.revokeCredential("k3", at: 8))
        #expect(throws: SQLError.self) { try fixture.tx.add(old) }
    }

    @Test("settings are replaced")
    func settings() throws {
        #expect(try fixture.reader.setting("secret") == nil)
        try fixture.tx.setSetting("secret", to: "a")
        try fixture.tx.setSetting("secret", to: "b")
        #expect(try fixture.reader.setting("secret") == "b")
    }
}

extension Entity {
    fileprivate var agentID: Agent.ID { Agent.ID(rawValue: name) }
}
