import AthenaCore
import AthenaJSON
import AthenaSQLite
import Testing

@Suite("What events say")
struct EventFactTests {
    private func events(_ world: World, _ kind: EventKind) async throws -> [Event] {
        var query = EventQuery(project: world.caller.project.id, limit: 100)
        query.kinds = [kind]
        return try await world.store.read { [query] tx in try tx.events(query) }
    }

    private func events(_ world: World, of agent: String) async throws -> [EventKind] {
        var query = EventQuery(project: world.caller.project.id, limit: 100)
        query.agent = Agent.ID(rawValue: agent)
        return try await world.store.read { [query] tx in try tx.events(query).map(\.content.kind) }
    }

    /// A way in which a lease ends, and whether the attempt succeeded.
    struct Ending: Sendable, CustomTestStringConvertible {
        let kind: EventKind
        let success: Bool?
        let end: @Sendable (World, Brief) async throws -> Void

        var testDescription: String { kind.rawValue }
    }

    static let endings = [
        Ending(kind: .taskCompleted, success: true) { world, brief in try await world.complete(brief) },
        Ending(kind: .taskFailed, success: false) { world, brief in try await world.fail(brief) },
        Ending(kind: .taskFailed, success: false) { world, brief in
            try await world.fail(brief, kind: .transient, retry: false)
        },
        Ending(kind: .taskReleased, success: nil) { world, brief in
            _ = try await world.use.release(brief.lease.token, as: world.caller)
        },
        Ending(kind: .taskAsked, success: nil) { world, brief in
            _ = try await world.use.ask(brief.lease.token, question: "why?", as: world.caller)
        },
        Ending(kind: .taskCancelled, success: nil) { world, brief in
            _ = try await world.use.cancel([brief.lease.task.id], reason: nil, as: world.caller)
        },
        Ending(kind: .taskLost, success: false) { world, _ in
            world.clock.advance(400_000)
            _ = try await world.use.sweep()
        },
    ]

    @Test("the end of a lease says whether the attempt succeeded, and is found by its agent", arguments: endings)
    func leaseEnds(ending: Ending) async throws {
        try await World.run { world in
            try await world.register("a")
            try await world.create()
            try await ending.end(world, try #require(try await world.claim("a")))
            #expect(try await events(world, ending.kind).map(\.content.facts.success) == [ending.success])
            #expect(try await events(world, of: "a") == [ending.kind])
        }
    }

    @Test("a reservation that nobody started is lost without a failure, and is found by its agent")
    func lostReservation() async throws {
        try await World.run { world in
            try await world.register("a")
            try await world.loseReservation(of: "a")
            #expect(try await events(world, .taskLost).map(\.content.facts.success) == [nil])
            #expect(try await events(world, of: "a") == [.taskLost])
        }
    }

    @Test("a creation names all that the task waits for and its parent, also what comes later in the batch")
    func forwardReferences() async throws {
        try await World.run { world in
            var first = TaskRequest(content: "first")
            first.parent = .ref("last")
            var middle = TaskRequest(content: "middle")
            middle.ref = "middle"
            var last = TaskRequest(content: "last")
            last.ref = "last"
            first.dependencies = [.ref("middle")]
            let ids = try await world.use.create([first, middle, last], as: world.caller).map(\.id)
            let created = try await events(world, .taskCreated)
            #expect(created.map(\.content.facts.taskID) == ids)
            #expect(created.map(\.content.facts.dependencies) == [[ids[1]], nil, nil])
            #expect(created[0].content.data?["parent"] == .string(ids[2].description))
        }
    }

    @Test("an edit says what was changed and to what; of texts it keeps the digest")
    func edits() async throws {
        try await World.run { world in
            let old = try await world.create()
            let new = try await world.create()
            let id = try await world.create { $0.dependencies = [.id(old)] }
            var update = TaskUpdate()
            update.title = "secret"
            update.priority = .high
            update.requirements = [Skill(rawValue: "sql")]
            update.deadline = .some(nil)
            update.runAfter = .some(5)
            update.addDependencies = [new]
            update.removeDependencies = [old]
            _ = try await world.use.update(id, with: update, as: world.caller)
            let event = try #require(try await events(world, .taskUpdated).first).content
            #expect(event.facts.priority == .high && event.facts.requirements == [Skill(rawValue: "sql")])
            #expect(event.facts.dependencies == [new])
            #expect(event.data?["added"] == [.string(new.description)])
            #expect(event.data?["removed"] == [.string(old.description)])
            #expect(event.data?["deadline"] == .null && event.data?["run_after"] == 5)
            #expect(event.data?["title_digest"] == .string(EventChain.digest(of: "secret")))
            #expect(event.data?["content_digest"] == nil)
            let names = event.data?["fields"]?.arrayValue?.compactMap(\.stringValue) ?? []
            #expect(names.sorted() == ["deadline", "dependencies", "priority", "requirements", "run_after", "title"])
        }
    }
}
