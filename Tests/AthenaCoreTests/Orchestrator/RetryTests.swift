import AthenaCore
import AthenaJSON
import Testing

@Suite("Tasks that an operator brings back")
struct RetryTests {
    @Test("a task whose dependency completed while it was cancelled is ready at once")
    func dependencyCompletedMeanwhile() async throws {
        try await World.run { world in
            try await world.register("a")
            let first = try await world.create()
            let second = try await world.create { $0.dependencies = [.id(first)] }
            try await world.cancel(second)
            try await world.complete(try await world.claim("a"))
            let retried = try await world.use.retry(second, as: world.caller)
            #expect(retried.isReady && retried.unmet == 0)
            #expect(try await world.claim("a")?.inputs.map(\.task) == [first])
        }
    }

    @Test("a parent whose child completed while it had failed is ready at once")
    func childCompletedMeanwhile() async throws {
        try await World.run { world in
            try await world.register("a")
            let parent = try await world.create()
            let held = try await world.claim("a")
            let child = try await world.create { $0.parent = .id(parent) }
            try await world.fail(held, retry: false)
            try await world.complete(try await world.claim("a"))
            #expect(try await world.task(child).status == .completed)
            #expect(try await world.use.retry(parent, as: world.caller).isReady)
        }
    }

    @Test("what ended without success meanwhile is judged by the policy", arguments: DependencyPolicy.allCases)
    func endedBadlyMeanwhile(policy: DependencyPolicy) async throws {
        try await World.run { world in
            let first = try await world.create()
            let second = try await world.create {
                $0.dependencies = [.id(first)]
                $0.dependencyPolicy = policy
            }
            try await world.cancel(second)
            try await world.cancel(first)
            let retried = try await world.use.retry(second, as: world.caller)
            #expect(retried.status == (policy == .ignore ? .pending : .blocked))
            _ = try await world.use.sweep()
            let expected: TaskStatus =
                switch policy {
                case .block: .blocked
                case .cancel: .cancelled
                case .ignore: .pending
                }
            #expect(try await world.task(second).status == expected)
        }
    }

    @Test("an open dependency holds it back, and its end lets it go")
    func stillOpen() async throws {
        try await World.run { world in
            try await world.register("a")
            let first = try await world.create()
            let second = try await world.create { $0.dependencies = [.id(first)] }
            try await world.cancel(second)
            #expect(try await world.use.retry(second, as: world.caller).status == .blocked)
            try await world.complete(try await world.claim("a"))
            #expect(try await world.task(second).isReady)
        }
    }

    @Test("a schedule outlives a cancellation, the wait after a failure does not")
    func schedule() async throws {
        try await World.run { world in
            try await world.register("a")
            let later = world.clock.now().wall + 86_400_000
            let scheduled = try await world.create { $0.runAfter = later }
            try await world.cancel(scheduled)
            let again = try await world.use.retry(scheduled, as: world.caller)
            #expect(!again.isReady && again.timerAt == later)
            let failing = try await world.create()
            try await world.fail(try await world.claim("a"))
            #expect(try await world.task(failing).timerAt != nil)
            try await world.cancel(failing)
            #expect(try await world.use.retry(failing, as: world.caller).isReady)
        }
    }

    @Test("a schedule set while a question is open holds once it is answered")
    func scheduledWhileWaiting() async throws {
        try await World.run { world in
            try await world.register("a")
            let id = try await world.create()
            let brief = try #require(try await world.claim("a"))
            _ = try await world.use.ask(brief.lease.token, question: "which?", as: world.caller)
            var update = TaskUpdate()
            let later = world.clock.now().wall + 60_000
            update.runAfter = later
            let waiting = try await world.use.update(id, with: update, as: world.caller)
            #expect(waiting.status == .waiting && waiting.timerAt == later)
            _ = try await world.use.answer(id, with: "this", as: world.caller)
            #expect(try await world.claim("a") == nil)
            world.clock.advance(60_000)
            _ = try await world.use.sweep()
            #expect(try await world.claim("a")?.lease.task.id == id)
        }
    }
}

extension World {
    func cancel(_ id: AgentTask.ID) async throws {
        _ = try await use.cancel([id], reason: nil, as: caller)
    }
}
