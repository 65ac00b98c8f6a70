import AthenaCore
import AthenaJSON
import Testing

@Suite("Patterns")
struct PatternMemoryTests {
    @Test("types that follow each other within a goal are counted, with success and duration")
    func withinGoal() throws {
        var memory = PatternMemory()
        for goal in Int64(1)...3 {
            memory.absorb(finished(goal * 10, "build", goal: goal, ms: 100))
            memory.absorb(finished(goal * 10 + 1, "test", goal: goal, isSuccess: goal < 3, ms: 50))
        }
        let pattern = try #require(memory.repeated().first)
        #expect(memory.repeated().count == 1)
        #expect(pattern.key == Pattern.Key(first: "build", second: "test", link: .goal))
        #expect(pattern.count == 3)
        #expect(pattern.successRate == 2.0 / 3.0)
        #expect(pattern.meanMs == 150)
    }

    @Test("tasks of different goals and parents do not follow each other")
    func apart() {
        var memory = PatternMemory()
        for number in Int64(1)...9 {
            memory.absorb(finished(number * 2, "build", goal: number))
            memory.absorb(finished(number * 2 + 1, "test", parent: number))
        }
        #expect(memory.repeated(atLeast: 1).isEmpty)
    }

    @Test("a dependency pairs with what it waited for, whenever that ended")
    func dependencies() {
        var memory = PatternMemory()
        memory.absorb(finished(1, "build"))
        memory.absorb(finished(2, "lint"))
        memory.absorb(finished(3, "other"))
        memory.absorb(finished(4, "deploy", after: [1, 2, 77]))
        let links = memory.repeated(atLeast: 1).map { "\($0.key.first) \($0.key.second) \($0.key.link)" }
        #expect(links == ["build deploy dependency", "lint deploy dependency"])
    }

    @Test("an unknown duration leaves the mean out and still counts")
    func unknownDuration() {
        var memory = PatternMemory()
        memory.absorb(finished(1, "a", parent: 9, ms: nil))
        memory.absorb(finished(2, "b", parent: 9, ms: 10))
        #expect(memory.repeated(atLeast: 1).first?.count == 1)
        #expect(memory.repeated(atLeast: 1).first?.meanMs == nil)
    }

    @Test("events are absorbed once, in pages of any size, with ties from the creation or the end")
    func events() {
        let log = [
            created(1, task: 1, "build", data: ["goal": "g1"]), created(2, task: 2, "test", data: ["goal": "g1"]),
            created(3, task: 3, "deploy", after: [2]), ended(4, task: 1, "build"), ended(5, task: 2, "test"),
            ended(6, task: 3, "deploy", .taskFailed, status: .pending),
            ended(7, task: 3, "deploy", .taskFailed, status: .failed),
        ]
        var whole = PatternMemory()
        whole.absorb(log)
        var paged = PatternMemory()
        for start in stride(from: 0, to: log.count, by: 2) {
            let page = Array(log[start..<min(start + 2, log.count)])
            paged.absorb(page)
            paged.absorb(page)
        }
        #expect(whole.cursor == 7 && paged.cursor == 7)
        #expect(whole.repeated(atLeast: 1) == paged.repeated(atLeast: 1))
        let found = whole.repeated(atLeast: 1)
        #expect(
            found.map { "\($0.key.first) \($0.key.second) \($0.key.link)" } == [
                "build test goal", "test deploy dependency",
            ]
        )
        #expect(found.map(\.successes) == [1, 0])
        #expect(found.map(\.meanMs) == [2_000, 2_000])
    }

    @Test("memory is bounded: old tasks and rare patterns are forgotten, frequent ones stay")
    func bounded() {
        var limits = PatternMemory.Limits()
        limits.tasks = 10
        limits.threads = 5
        limits.patterns = 20
        var memory = PatternMemory(limits: limits)
        for number in Int64(1)...2_000 {
            memory.absorb(finished(number * 2, "often", goal: 1))
            memory.absorb(finished(number * 2 + 1, "rare-\(number)", goal: 2))
            memory.absorb(finished(number + 100_000, "x", after: [number * 2 - 60]))
        }
        let all = memory.repeated(atLeast: 1, limit: .max)
        #expect(all.count <= 20)
        #expect(all.first?.key == Pattern.Key(first: "often", second: "often", link: .goal))
        #expect(all.first?.count == 1_999)
        #expect(!all.contains { $0.key.link == .dependency })
    }

    private func finished(
        _ id: Int64,
        _ type: String,
        goal: Int64? = nil,
        parent: Int64? = nil,
        after dependencies: [Int64] = [],
        isSuccess: Bool = true,
        ms: Int64? = 1
    ) -> FinishedTask {
        FinishedTask(
            id: AgentTask.ID(rawValue: id),
            type: type,
            bonds: FinishedTask.Bonds(
                goal: goal.map(Goal.ID.init(rawValue:)),
                parent: parent.map(AgentTask.ID.init(rawValue:)),
                dependencies: dependencies.map(AgentTask.ID.init(rawValue:))
            ),
            isSuccess: isSuccess,
            durationMs: ms
        )
    }

    private func created(
        _ sequence: Int64,
        task: Int64,
        _ type: String,
        after: [Int64]? = nil,
        data: JSONObject? = nil
    ) -> Event {
        var facts = EventFacts()
        facts.taskID = AgentTask.ID(rawValue: task)
        facts.taskType = type
        facts.dependencies = after?.map(AgentTask.ID.init(rawValue:))
        return event(sequence, NewEvent(.taskCreated, actor: "a", subject: "t\(task)", data: data, facts: facts))
    }

    private func ended(
        _ sequence: Int64,
        task: Int64,
        _ type: String,
        _ kind: EventKind = .taskCompleted,
        status: TaskStatus = .completed
    ) -> Event {
        var facts = EventFacts()
        facts.taskID = AgentTask.ID(rawValue: task)
        facts.taskType = type
        facts.taskStatus = status
        facts.executionDurationMs = 1_000
        return event(sequence, NewEvent(kind, actor: "a", subject: "t\(task)", facts: facts))
    }

    private func event(_ sequence: Int64, _ content: NewEvent) -> Event {
        Event(sequence: sequence, at: sequence, content: content, errorDigest: nil, hash: [])
    }
}
