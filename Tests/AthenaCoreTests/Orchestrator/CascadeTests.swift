import AthenaCore
import AthenaJSON
import AthenaSQLite
import Testing

@Suite("Cascades")
struct CascadeTests {
    @Test("what one transaction leaves of a tree is cancelled by the sweep, level by level")
    func deepTree() async throws {
        try await World.run { world in
            let root = try await world.create()
            let children = try await world.createMany(900) { _, task in task.parent = .id(root) }
            for parent in children.prefix(2) {
                _ = try await world.createMany(300) { _, task in task.parent = .id(parent) }
            }
            let answer = try await world.use.cancel([root], reason: nil, as: world.caller)
            #expect(answer.first?.also.count == TaskLimits.cascade)
            #expect(try await world.use.sweep().cancelled == 500)
            #expect(try await world.open().isEmpty)
        }
    }

    @Test("ids cancelled in one call share what may be cancelled because of them")
    func sharedBudget() async throws {
        try await World.run { world in
            let roots = try await world.createMany(3) { _, _ in }
            for root in roots { _ = try await world.createMany(400) { _, task in task.parent = .id(root) } }
            let answers = try await world.use.cancel(roots, reason: nil, as: world.caller)
            #expect(answers.map(\.also.count).reduce(0, +) == TaskLimits.cascade)
            _ = try await world.use.sweep()
            #expect(try await world.open().isEmpty)
        }
    }

    @Test("a parent cancelled by its own policy takes its children with it")
    func childrenOfDependent() async throws {
        try await World.run { world in
            try await world.register("a")
            let first = try await world.create()
            let parent = try await world.create {
                $0.dependencies = [.id(first)]
                $0.dependencyPolicy = .cancel
            }
            let child = try await world.create { $0.parent = .id(parent) }
            try await world.fail(try await world.claim("a"), kind: .permanent)
            #expect(try await world.task(parent).status == .cancelled)
            #expect(try await world.task(child).status == .cancelled)
        }
    }

    @Test(
        "a long chain of dependents ends within one round of the sweep, whatever ended its first task",
        arguments: ["cancel", "fail", "expire"]
    )
    func chain(how: String) async throws {
        try await World.run { world in
            try await world.register("a")
            var next = try await world.create { $0.maxAttempts = 1 }
            let brief = try await world.claim("a")
            let first = next
            for _ in 0..<5 {
                let base = next
                let links = try await world.createMany(500) { place, task in
                    task.ref = "r\(place)"
                    task.dependencies = [place == 0 ? .id(base) : .ref("r\(place - 1)")]
                    task.dependencyPolicy = .cancel
                }
                next = links[499]
            }
            switch how {
            case "cancel": try await world.cancel(first)
            case "fail": try await world.fail(brief, retry: false)
            default: world.clock.advance(301_000)
            }
            _ = try await world.use.sweep()
            #expect(try await world.open().isEmpty)
        }
    }

    @Test("what was left over before a restart is found in the tables")
    func restart() async throws {
        try await World.run { world in
            let root = try await world.create()
            _ = try await world.createMany(500) { _, task in task.parent = .id(root) }
            _ = try await world.createMany(500) { _, task in task.parent = .id(root) }
            _ = try await world.createMany(500) { _, task in task.parent = .id(root) }
            try await world.cancel(root)
            #expect(try await world.open().count == 500)
            let reopened = try await world.reopened()
            _ = try await reopened.use.sweep()
            #expect(try await reopened.open().isEmpty)
            await reopened.store.stop()
        }
    }

    @Test("a child that is brought back under a cancelled parent stays")
    func childBroughtBack() async throws {
        try await World.run { world in
            let parent = try await world.create()
            let child = try await world.create { $0.parent = .id(parent) }
            try await world.cancel(parent)
            _ = try await world.use.retry(child, as: world.caller)
            for _ in 0..<40 { _ = try await world.use.sweep() }
            #expect(try await world.task(child).isReady)
        }
    }

    @Test("a task that is blocked with a dependency that ended badly is cancelled by its policy in the next sweep")
    func createdTooLate() async throws {
        try await World.run { world in
            let first = try await world.create()
            try await world.cancel(first)
            _ = try await world.use.sweep()
            let late = try await world.create {
                $0.dependencies = [.id(first)]
                $0.dependencyPolicy = .cancel
            }
            #expect(try await world.use.sweep().cancelled == 1)
            #expect(try await world.task(late).status == .cancelled)
        }
    }
}

extension World {
    /// Stores many tasks in one call.
    func createMany(
        _ count: Int,
        _ fill: (_ place: Int, inout TaskRequest) -> Void
    ) async throws -> [AgentTask.ID] {
        var requests = Array(repeating: TaskRequest(content: "one of many"), count: count)
        for place in requests.indices { fill(place, &requests[place]) }
        var ids: [AgentTask.ID] = []
        for start in stride(from: 0, to: count, by: TaskLimits.batch) {
            let batch = Array(requests[start..<min(count, start + TaskLimits.batch)])
            ids += try await use.create(batch, as: caller).map(\.id)
        }
        return ids
    }

    /// Tasks that have not ended.
    func open() async throws -> [AgentTask] {
        let project = caller.project.id
        return try await store.read { tx in
            var query = TaskQuery(project: project, sort: .oldest, limit: 10_000)
            query.statuses = [.blocked, .pending, .assigned, .running, .waiting]
            return try tx.list(query)
        }
    }
}
