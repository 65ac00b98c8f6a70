import AthenaCore
import AthenaSQL
import AthenaSQLite
import Testing

@Suite("What the sweep finds")
struct SQLSweepTests {
    private let fixture: SQLFixture

    init() throws {
        fixture = try SQLFixture()
        try fixture.register("a1")
    }

    @Test("are leases that ran out, on the steady clock, longest ended first")
    func findsExpired() throws {
        #expect(try fixture.tx.nextDue() == NextDue(leaseAt: nil, timerAt: nil))
        var granted: [AgentTask] = []
        for _ in 0..<3 {
            let task = try fixture.create()
            granted.append(try #require(try fixture.tx.apply(fixture.grant("a1"), to: task)))
            fixture.pass(1_000)
        }
        let first = try #require(granted[0].leaseUntil)
        #expect(try fixture.tx.nextDue().leaseAt == first)
        #expect(try fixture.tx.expiredLeases(at: first - 1, limit: 9).isEmpty)
        #expect(try fixture.tx.expiredLeases(at: first + 1_000, limit: 9).map(\.id) == granted.prefix(2).map(\.id))
        #expect(try fixture.tx.expiredLeases(at: .max, limit: 1).map(\.id) == [granted[0].id])
    }

    @Test("gives every lease a full period after a start")
    func extends() throws {
        let task = try fixture.create()
        _ = try fixture.tx.apply(fixture.grant("a1"), to: task)
        try fixture.create()
        fixture.pass(10_000_000)
        #expect(try fixture.tx.extendLeasesAfterStart(at: fixture.now) == 1)
        #expect(try fixture.tx.nextDue().leaseAt == fixture.now.steady + 300_000)
    }

    @Test("are timers that passed, earliest first, of pending tasks only")
    func findsTimers() throws {
        for delay in [3_000, 1_000, 2_000] as [Int64] {
            _ = try fixture.tx.insert(fixture.newTask(timerAt: fixture.now.wall + delay))
        }
        _ = try fixture.tx.insert(fixture.newTask(unmet: 1, timerAt: fixture.now.wall + 1))
        let now = fixture.now.wall
        #expect(try fixture.tx.nextDue().timerAt == now + 1_000)
        #expect(try fixture.tx.dueTimers(at: now + 2_000, limit: 9).map(\.id.rawValue) == [2, 3])
        #expect(try fixture.tx.dueTimers(at: now + 999, limit: 9).isEmpty)
    }

    @Test("are cascades left, all of them within a few calls")
    func findsCascades() throws {
        let failed = try fixture.create()
        _ = try fixture.tx.apply(fixture.end(.cancelled, failed), to: failed)
        let open = try fixture.create()
        var expected: Set<AgentTask.ID> = []
        for number in 0..<1_200 {
            var new = fixture.newTask(unmet: 1)
            new.dependencyPolicy = number % 3 == 0 ? .block : .cancel
            new.dependencies = [number % 2 == 0 ? failed.id : open.id]
            let task = try fixture.tx.insert(new)
            if number % 3 != 0, number % 2 == 0 { expected.insert(task.id) }
        }
        var found: Set<AgentTask.ID> = []
        for _ in 0..<12 {
            let left = try fixture.tx.cascadesLeft(limit: 100)
            #expect(left.count <= 100)
            found.formUnion(left.map(\.id))
        }
        #expect(found == expected)
    }

    @Test("are cancelled parents with children whom no cascade has reached, each search to its own end")
    func findsParents() throws {
        var expected: Set<AgentTask.ID> = []
        for number in 0..<700 {
            let parent = try fixture.create()
            for _ in 0..<2 {
                let child = try fixture.create()
                try fixture.tx.addEdge(from: parent.id, to: child.id, isChild: true, isSatisfied: number % 5 == 0)
            }
            guard number % 2 == 0 else { continue }
            _ = try fixture.tx.apply(fixture.end(.cancelled, parent), to: parent)
            if number % 5 != 0 { expected.insert(parent.id) }
        }
        var found: Set<AgentTask.ID> = []
        repeat {
            found.formUnion(try fixture.tx.parentsLeft(limit: 100).map(\.id))
        } while fixture.tx.openSearches.contains(.parents)
        #expect(found == expected)
        #expect(fixture.tx.openSearches.isEmpty)
    }

    @Test("are idempotency keys that grew old, some at a time")
    func forgetsKeys() throws {
        func key(_ name: String) -> IdempotencyKey {
            IdempotencyKey(project: fixture.id, principal: "p", operation: "create", key: name)
        }
        for number in 1...5 as ClosedRange<Int64> {
            let answer = RememberedAnswer(digest: "d\(number)", answer: "t\(number)")
            try fixture.tx.remember(answer, under: key("\(number)"), at: number)
            #expect(try fixture.tx.remembered(key("\(number)")) == answer)
        }
        try fixture.tx.forgetIdempotencyKeys(before: 5, limit: 3)
        #expect(
            try (1...5).map { try fixture.tx.remembered(key("\($0)")) != nil } == [false, false, false, true, true]
        )
        try fixture.tx.forgetIdempotencyKeys(before: 5, limit: 3)
        #expect(try fixture.tx.remembered(key("4")) == nil)
        #expect(try fixture.tx.remembered(key("5")) != nil)
        let other = IdempotencyKey(project: fixture.id, principal: "q", operation: "create", key: "5")
        #expect(try fixture.tx.remembered(other) == nil)
    }

    @Test("are paths along what tasks wait for, within a bound")
    func findsPaths() throws {
        let tasks = try (0..<5).map { _ in try fixture.create().id }
        for (dependent, dependency) in [(0, 1), (1, 2), (2, 3), (0, 3)] {
            try fixture.tx.addEdge(
                from: tasks[dependent],
                to: tasks[dependency],
                isChild: dependent == 2,
                isSatisfied: false
            )
        }
        #expect(try fixture.tx.path(from: tasks[0], to: tasks[3], bound: 9) == [tasks[0], tasks[3]])
        #expect(try fixture.tx.path(from: tasks[1], to: tasks[3], bound: 9) == [tasks[1], tasks[2], tasks[3]])
        #expect(try fixture.tx.path(from: tasks[3], to: tasks[0], bound: 9) == nil)
        #expect(try fixture.tx.path(from: tasks[4], to: tasks[4], bound: 1) == [tasks[4]])
        let error = #expect(throws: AthenaError.self) { try fixture.tx.path(from: tasks[0], to: tasks[4], bound: 2) }
        #expect(error?.code == .tooLarge)
        try fixture.tx.markEdge(from: tasks[1], to: tasks[2], isSatisfied: true)
        let links = try fixture.reader.dependencies(of: tasks[1])
        #expect(links == [DependencyLink(task: tasks[2], status: .pending, isChild: false, isSatisfied: true)])
        #expect(try fixture.reader.dependents(of: tasks[3], limit: 9).map(\.task) == [tasks[0], tasks[2]])
        #expect(try fixture.reader.dependents(of: tasks[3], limit: 9).map(\.isChild) == [false, true])
        try fixture.tx.removeEdge(from: tasks[1], to: tasks[2])
        #expect(try fixture.tx.path(from: tasks[1], to: tasks[3], bound: 9) == nil)
    }
}
