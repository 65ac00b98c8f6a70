import AthenaCore
import AthenaJSON
import Testing

@Suite("Dependencies and children")
struct DependencyTests {
    @Test("a task waits for what it depends on and is handed its result")
    func waits() async throws {
        try await World.run { world in
            try await world.register("a")
            let first = try await world.create("first")
            let second = try await world.create("second") { $0.dependencies = [.id(first)] }
            #expect(try await world.task(second).status == .blocked)
            try await world.complete(try await world.claim("a"), result: "the figures")
            let brief = try #require(try await world.claim("a"))
            #expect(brief.lease.task.id == second)
            #expect(brief.inputs.map(\.text) == ["\"the figures\""])
            #expect(brief.inputs.first?.by == Agent.ID(rawValue: "a"))
        }
    }

    @Test(
        "what a dependent does when its dependency fails is its own policy",
        arguments: [
            (DependencyPolicy.block, TaskStatus.blocked), (.cancel, .cancelled), (.ignore, .pending),
        ]
    )
    func policies(policy: DependencyPolicy, expected: TaskStatus) async throws {
        try await World.run { world in
            try await world.register("a")
            let first = try await world.create()
            let second = try await world.create {
                $0.dependencies = [.id(first)]
                $0.dependencyPolicy = policy
            }
            let third = try await world.create { $0.dependencies = [.id(second)] }
            try await world.fail(try await world.claim("a"), retry: false)
            #expect(try await world.task(second).status == expected)
            #expect(try await world.task(third).status == .blocked)
        }
    }

    @Test("a blocked dependent goes on when its failed dependency is retried and completes")
    func retriedDependency() async throws {
        try await World.run { world in
            try await world.register("a")
            let first = try await world.create()
            let second = try await world.create { $0.dependencies = [.id(first)] }
            try await world.fail(try await world.claim("a"), kind: .permanent)
            #expect(try await world.task(first).status == .failed)
            _ = try await world.use.retry(first, as: world.caller)
            try await world.complete(try await world.claim("a"))
            #expect(try await world.task(second).isReady)
        }
    }

    @Test("a parent waits for its children and whoever claims it gets their results")
    func children() async throws {
        try await World.run { world in
            try await world.register("a")
            let parent = try await world.create("parent")
            let held = try #require(try await world.claim("a"))
            let child = try await world.create("child") { $0.parent = .id(parent) }
            #expect(await world.code { try await world.complete(held) } == .illegalTransition)
            let released = try await world.use.release(held.lease.token, as: world.caller)
            #expect(released.status == .blocked)
            let work = try #require(try await world.claim("a"))
            #expect(work.lease.task.id == child)
            try await world.complete(work, result: "part")
            let again = try #require(try await world.claim("a"))
            #expect(again.lease.task.id == parent && again.inputs.map(\.text) == ["\"part\""])
        }
    }

    @Test("circles are refused with their members, in a batch and through a parent")
    func cycles() async throws {
        try await World.run { world in
            var a = TaskRequest(content: "a")
            a.ref = "a"
            a.dependencies = [.ref("b")]
            var b = TaskRequest(content: "b")
            b.ref = "b"
            b.dependencies = [.ref("a")]
            let batch = [a, b]
            #expect(await world.code { _ = try await world.use.create(batch, as: world.caller) } == .dependencyCycle)
            let parent = try await world.create()
            let dependent = try await world.create { $0.dependencies = [.id(parent)] }
            let through = await world.code {
                try await world.create {
                    $0.parent = .id(parent)
                    $0.dependencies = [.id(dependent)]
                }
            }
            #expect(through == .dependencyCycle)
            var update = TaskUpdate()
            update.addDependencies = [dependent]
            let edit = update
            let added = await world.code { _ = try await world.use.update(parent, with: edit, as: world.caller) }
            #expect(added == .dependencyCycle)
        }
    }

    @Test("unknown dependencies are named and nothing of the batch is stored")
    func unknown() async throws {
        try await World.run { world in
            let good = TaskRequest(content: "good")
            var bad = TaskRequest(content: "bad")
            bad.dependencies = [.id(AgentTask.ID(rawValue: 999))]
            let batch = [good, bad]
            #expect(await world.code { _ = try await world.use.create(batch, as: world.caller) } == .dependencyUnknown)
            let next = try await world.create()
            #expect(next == AgentTask.ID(rawValue: 1))
        }
    }

    @Test("a batch may refer forwards and to its own parents")
    func forwardReferences() async throws {
        try await World.run { world in
            try await world.register("a")
            var epic = TaskRequest(content: "epic")
            epic.ref = "epic"
            var last = TaskRequest(content: "last")
            last.dependencies = [.ref("first")]
            last.parent = .ref("epic")
            var first = TaskRequest(content: "first")
            first.ref = "first"
            first.parent = .ref("epic")
            let ids = try await world.use.create([last, epic, first], as: world.caller).map(\.id)
            var order: [AgentTask.ID] = []
            while let brief = try await world.claim("a") {
                order.append(brief.lease.task.id)
                try await world.complete(brief)
            }
            #expect(order == [ids[2], ids[0], ids[1]])
        }
    }

    @Test("cancelling a parent cancels its open children")
    func cancelChildren() async throws {
        try await World.run { world in
            let parent = try await world.create()
            let child = try await world.create { $0.parent = .id(parent) }
            let results = try await world.use.cancel([parent, parent], reason: nil, as: world.caller)
            #expect(results.map(\.effect) == [.cancelled, .unchanged])
            #expect(results.first?.also == [child])
            #expect(try await world.task(child).status == .cancelled)
        }
    }
}
