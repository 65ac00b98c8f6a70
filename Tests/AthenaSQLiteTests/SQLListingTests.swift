import AthenaCore
import AthenaSQL
import AthenaSQLite
import AthenaTestKit
import Testing

@Suite("Lists of tasks")
struct SQLListingTests {
    private let fixture: SQLFixture

    init() throws {
        fixture = try SQLFixture()
        try fixture.register("a1")
        try fixture.register("a2")
    }

    /// A few hundred tasks of all kinds.
    private func fill(_ count: Int = 200, seed: UInt64 = 1) throws -> [AgentTask] {
        var random = Dice(seed: seed)
        return try (0..<count).map { number in
            fixture.pass(Int64.random(in: 1...400_000, using: &random))
            let words = ["a", "b", "c"].filter { _ in Bool.random(using: &random) }
            var new = fixture.newTask(
                "task \(number)",
                type: ["build", "test"][Int.random(in: 0...1, using: &random)],
                needs: words,
                priority: Priority.allCases.randomElement(using: &random) ?? .low,
                unmet: Int.random(in: 0...4, using: &random) == 0 ? 1 : 0
            )
            new.body.labels = words
            if Bool.random(using: &random) { new.goal = Goal.ID(rawValue: 1) }
            if Bool.random(using: &random) { new.parent = AgentTask.ID(rawValue: 1) }
            let task = try fixture.tx.insert(new)
            guard task.isReady, Bool.random(using: &random) else { return task }
            let agent = ["a1", "a2"][Int.random(in: 0...1, using: &random)]
            let running = try #require(try fixture.tx.apply(fixture.grant(agent), to: task))
            let ends: [TaskStatus?] = [nil, .completed, .failed, .cancelled, .waiting]
            guard let end = ends[Int.random(in: 0...4, using: &random)] else { return running }
            return try #require(try fixture.tx.apply(fixture.end(end, running), to: running))
        }
    }

    @Test("of ready tasks are in the order of claims, page by page", arguments: [1, 3, 17, 500])
    func pollsInOrder(limit: Int) throws {
        let ready = try fill().filter(\.isReady).sorted {
            ($0.orderKey ?? 0, $0.id) < ($1.orderKey ?? 0, $1.id)
        }
        var query = PollQuery(project: fixture.id, limit: limit)
        var found: [AgentTask] = []
        while true {
            let page = try fixture.reader.poll(query)
            #expect(page.count <= limit)
            found += page
            guard let last = page.last else { break }
            query.after = (last.orderKey ?? 0, last.id.rawValue)
        }
        #expect(found == ready)
        #expect(ready.count > 50)
    }

    @Test("can be only of what an agent could claim", arguments: [[], ["a"], ["a", "c"], ["a", "b", "c"]])
    func pollsForSkills(skills: [String]) throws {
        let held = skills.map(Skill.init(rawValue:))
        let ready = try fill().filter { $0.isReady && Set($0.requirements).isSubset(of: held) }.sorted {
            ($0.orderKey ?? 0, $0.id) < ($1.orderKey ?? 0, $1.id)
        }
        var query = PollQuery(project: fixture.id, limit: 10)
        query.skills = held
        #expect(try fixture.reader.poll(query) == Array(ready.prefix(10)))
        #expect(try fixture.first(skills) == ready.first)
        #expect(!ready.isEmpty)
    }

    @Test("can be of any state, by id", arguments: TaskStatus.allCases)
    func pollsStates(status: TaskStatus) throws {
        let expected = try fill().filter { $0.status == status }
        var query = PollQuery(project: fixture.id, status: status, readyOnly: false, limit: 7)
        #expect(try fixture.reader.poll(query) == Array(expected.prefix(7)))
        if let seventh = expected.dropFirst(6).first {
            query.after = (0, seventh.id.rawValue)
            #expect(try fixture.reader.poll(query) == Array(expected.dropFirst(7).prefix(7)))
        }
    }

    /// Filters and what they mean.
    struct Filter: Sendable {
        let name: String
        let set: @Sendable (inout TaskQuery) -> Void
        let matches: @Sendable (AgentTask) -> Bool

        init(
            _ name: String,
            _ set: @escaping @Sendable (inout TaskQuery) -> Void,
            _ matches: @escaping @Sendable (AgentTask) -> Bool
        ) {
            self.name = name
            self.set = set
            self.matches = matches
        }
    }

    static let filters = [
        Filter("status", { $0.statuses = [.failed] }, { $0.status == .failed }),
        Filter("aside", { $0.statuses = [.blocked, .waiting] }, { [.blocked, .waiting].contains($0.status) }),
        Filter("leased", { $0.statuses = [.running, .assigned] }, { $0.status == .running }),
        Filter("mixed", { $0.statuses = [.pending, .completed] }, { [.pending, .completed].contains($0.status) }),
        Filter("no status", { $0.statuses = [] }, { _ in false }),
        Filter("agent", { $0.agent = Agent.ID(rawValue: "a1") }, { $0.assignedTo?.rawValue == "a1" }),
        Filter("nobody", { $0.agent = Agent.ID(rawValue: "nobody") }, { _ in false }),
        Filter("type", { $0.type = "build" }, { $0.type == "build" }),
        Filter("priority", { $0.priority = .critical }, { $0.priority == .critical }),
        Filter(
            "requirement",
            { $0.requirement = Skill(rawValue: "b") },
            { $0.requirements.map(\.rawValue).contains("b") }
        ),
        Filter("label", { $0.label = "c" }, { $0.requirements.map(\.rawValue).contains("c") }),
        Filter("goal", { $0.goal = Goal.ID(rawValue: 1) }, { $0.goal != nil }),
        Filter("parent", { $0.parent = AgentTask.ID(rawValue: 1) }, { $0.parent != nil }),
        Filter("after", { $0.createdAfter = 1_700_010_000_000 }, { $0.createdAt > 1_700_010_000_000 }),
        Filter("before", { $0.createdBefore = 1_700_010_000_000 }, { $0.createdAt < 1_700_010_000_000 }),
        Filter(
            "many",
            {
                $0.type = "test"
                $0.label = "a"
                $0.requirement = Skill(rawValue: "a")
                $0.statuses = [.pending, .running, .completed]
            },
            {
                $0.type == "test" && $0.requirements.map(\.rawValue).contains("a")
                    && [.pending, .running, .completed].contains($0.status)
            }
        ),
    ]

    @Test("match every filter, in every order, page by page", arguments: filters)
    func lists(filter: Filter) throws {
        let matching = try fill().filter(filter.matches)
        for sort in TaskQuery.Sort.allCases {
            var query = TaskQuery(project: fixture.id, sort: sort, limit: 13)
            filter.set(&query)
            var found: [AgentTask] = []
            while let last = try appendPage(query, to: &found) {
                query.after = (sort.value(of: last), last.id.rawValue)
            }
            #expect(found == matching.sorted(by: sort.precedes), "\(filter.name) \(sort)")
            #expect(try fixture.reader.count(query.withoutPlace, bound: 1_000) == matching.count)
        }
    }

    private func appendPage(_ query: TaskQuery, to found: inout [AgentTask]) throws -> AgentTask? {
        let page = try fixture.reader.list(query)
        found += page
        return page.last
    }

    @Test("are counted in groups, up to a bound")
    func groups() throws {
        let tasks = try fill()
        var query = TaskQuery(project: fixture.id)
        query.label = "a"
        let matching = tasks.filter { $0.requirements.map(\.rawValue).contains("a") }
        func expected(_ name: (AgentTask) -> String) -> [String: Int] {
            Dictionary(matching.map { (name($0), 1) }, uniquingKeysWith: +)
        }
        func found(_ grouping: TaskGrouping) throws -> [String: Int] {
            Dictionary(
                uniqueKeysWithValues: try fixture.reader.groups(query, by: grouping, bound: 1_000).map {
                    ($0.name, $0.count)
                }
            )
        }
        #expect(try found(.status) == expected(\.status.rawValue))
        #expect(try found(.type) == expected(\.type))
        #expect(try found(.priority) == expected(\.priority.word))
        #expect(try found(.agent) == expected { $0.assignedTo?.rawValue ?? "" })
        #expect(try fixture.reader.groups(query, by: .status, bound: 5).reduce(0) { $0 + $1.count } == 5)
        #expect(try fixture.reader.count(query, bound: 5) == 5)
    }

    @Test("of lanes show what is asked for most")
    func demand() throws {
        let ready = try fill().filter(\.isReady)
        let lanes = try fixture.reader.readyLanes(in: fixture.id, limit: 100, bound: 1_000)
        #expect(lanes.reduce(0) { $0 + $1.count } == ready.count)
        #expect(lanes.map(\.count) == lanes.map(\.count).sorted(by: >))
        for lane in lanes {
            #expect(lane.count == ready.count { $0.type == lane.type && $0.requirements == lane.requirements })
        }
        #expect(try fixture.reader.readyLanes(in: fixture.id, limit: 2, bound: 1).map(\.count) == [1, 1])
    }

    @Test("tell how long the oldest has waited")
    func oldest() throws {
        #expect(try fixture.reader.oldestReady(in: fixture.id, at: fixture.now.wall) == nil)
        try fixture.create(priority: .high)
        let since = fixture.now.wall
        fixture.pass(5_000)
        try fixture.create(priority: .critical)
        try fixture.create(needs: ["x"])
        #expect(try fixture.reader.oldestReady(in: fixture.id, at: fixture.now.wall) == since)
    }

    @Test("tell how long the oldest has waited, whatever came before it in the order", arguments: Priority.allCases)
    func oldestBehindOthers(priority: Priority) throws {
        try fixture.create(priority: priority)
        let since = fixture.now.wall
        fixture.pass(4_000)
        for other in Priority.allCases { for _ in 0..<20 { try fixture.create(priority: other) } }
        #expect(try fixture.reader.oldestReady(in: fixture.id, at: fixture.now.wall) == since)
        let oldest = try #require(try fixture.tx.task(AgentTask.ID(rawValue: 1), in: fixture.id))
        var edit = TaskEdit()
        edit.title = "edited"
        _ = try fixture.tx.apply(.edit(edit, at: fixture.now.wall), to: oldest)
        #expect(try fixture.reader.oldestReady(in: fixture.id, at: fixture.now.wall) == since)
    }

    @Test("of what needs attention find a failure under any number of blocked tasks")
    func attentionUnderMany() throws {
        let failed = try fixture.create()
        _ = try fixture.tx.apply(.count(dependents: 1, unmet: 0), to: failed)
        let stuck = try fixture.tx.insert(fixture.newTask(unmet: 1))
        try fixture.tx.addEdge(from: stuck.id, to: failed.id, isChild: false, isSatisfied: false)
        let open = try fixture.create()
        for _ in 0..<1_500 {
            let blocked = try fixture.tx.insert(fixture.newTask(unmet: 1))
            try fixture.tx.addEdge(from: blocked.id, to: open.id, isChild: false, isSatisfied: false)
        }
        let counted = try #require(try fixture.tx.task(failed.id, in: fixture.id))
        _ = try fixture.tx.apply(fixture.end(.cancelled, counted), to: counted)
        #expect(try fixture.reader.needingAttention(in: fixture.id, limit: 10).map(\.id) == [stuck.id])
    }

    @Test("of the late are by deadline, without those that ended")
    func late() throws {
        var ids: [AgentTask.ID] = []
        for deadline in [30, 10, 20, 99] as [Int64] {
            var new = fixture.newTask()
            new.deadline = deadline
            ids.append(try fixture.tx.insert(new).id)
        }
        let ended = try #require(try fixture.tx.task(ids[2], in: fixture.id))
        _ = try fixture.tx.apply(fixture.end(.cancelled, ended), to: ended)
        #expect(try fixture.reader.tasksDue(before: 99, in: fixture.id, limit: 9).map(\.id) == [ids[1], ids[0]])
    }

    @Test("of those that need somebody hold the waiting, the failed and the held back")
    func attention() throws {
        let ends: [TaskStatus] = [.waiting, .failed, .completed]
        let tasks = try ends.map { end in
            let task = try fixture.create()
            let running = try #require(try fixture.tx.apply(fixture.grant("a1"), to: task))
            return try #require(try fixture.tx.apply(fixture.end(end, running), to: running))
        }
        var held = fixture.newTask(unmet: 1)
        held.dependencies = [tasks[1].id]
        let heldBack = try fixture.tx.insert(held)
        held.dependencies = [tasks[0].id]
        _ = try fixture.tx.insert(held)
        held.dependencies = [tasks[1].id]
        held.satisfied = [tasks[1].id]
        _ = try fixture.tx.insert(held)
        let expected = [tasks[0].id, tasks[1].id, heldBack.id]
        #expect(try fixture.reader.needingAttention(in: fixture.id, limit: 9).map(\.id) == expected)
        #expect(try fixture.reader.needingAttention(in: fixture.id, limit: 1).map(\.id) == [tasks[0].id])
    }
}

extension TaskQuery.Sort {
    /// What a cursor carries.
    fileprivate func value(of task: AgentTask) -> Int64 {
        switch self {
        case .newest, .oldest: task.createdAt
        case .priority: Int64(task.priority.rawValue)
        case .updated: task.updatedAt
        }
    }

    /// What the order means.
    fileprivate func precedes(_ left: AgentTask, _ right: AgentTask) -> Bool {
        switch self {
        case .newest: left.id > right.id
        case .oldest: left.id < right.id
        case .priority: (left.priority.rawValue, left.id) < (right.priority.rawValue, right.id)
        case .updated: (left.updatedAt, left.id) > (right.updatedAt, right.id)
        }
    }
}

extension TaskQuery {
    /// The same filters from the beginning.
    fileprivate var withoutPlace: TaskQuery {
        var query = self
        query.after = nil
        return query
    }
}
