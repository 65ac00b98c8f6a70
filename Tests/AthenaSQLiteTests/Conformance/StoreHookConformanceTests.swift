import AthenaCore
import Testing

@Suite("The hooks of every store")
struct StoreHookConformanceTests {
    @Test(
        "run in order: ready, after the commit, those who follow the log, the caller",
        arguments: StoreConformance.all
    )
    func runInOrder(subject: StoreConformance) async throws {
        try await subject.withStore { store in
            let journal = Journal<String>()
            store.onReady { transaction in
                journal.add("ready")
                try transaction.increment("granted")
            }
            store.onCommit { projects in journal.add("log of \(projects.count)") }
            try await store.write { transaction in
                try transaction.createReadyTask("first")
                transaction.afterCommit { journal.add("committed") }
            }
            journal.add("answered")
            #expect(journal.entries == ["ready", "committed", "log of 1", "answered"])
            #expect(try await store.counter("granted") == 1)
        }
    }

    @Test("stay silent about a write that made nothing ready and no event", arguments: StoreConformance.all)
    func staySilent(subject: StoreConformance) async throws {
        try await subject.withStore { store in
            let journal = Journal<String>()
            store.onReady { _ in journal.add("ready") }
            store.onCommit { _ in journal.add("log") }
            try await store.increment("count")
            #expect(journal.entries.isEmpty)
        }
    }

    @Test("run nothing after the commit of what was rolled back", arguments: StoreConformance.all, [false, true])
    func forgetWhatWasRolledBack(subject: StoreConformance, writesFirst: Bool) async throws {
        try await subject.withStore { store in
            let journal = Journal<String>()
            await #expect(throws: Refusal.self) {
                try await store.write { transaction in
                    if writesFirst { try transaction.increment("count") }
                    transaction.afterCommit { journal.add("committed") }
                    transaction.afterRollback { journal.add("undone") }
                    throw Refusal()
                }
            }
            #expect(!journal.entries.contains("committed"))
            #expect(journal.entries.contains("undone"))
            try await store.increment("count")
            #expect(try await store.counter("count") == 1)
        }
    }

    @Test("hurt no operation when the one for ready tasks throws", arguments: StoreConformance.all, [false, true])
    func hurtNobody(subject: StoreConformance, writesFirst: Bool) async throws {
        try await subject.withStore { store in
            store.onReady { transaction in
                if writesFirst { try transaction.increment("half done") }
                throw Refusal()
            }
            let gate = Gate()
            async let opener: Void = store.write { transaction in
                try transaction.increment("count")
                gate.hold()
            }
            await gate.untilReached()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<10 { group.addTask { try await store.createReadyTask("task \(number)") } }
                gate.open()
                try await group.waitForAll()
            }
            try await opener
            let created = try await store.read { transaction in
                let project = try #require(try transaction.project(named: Project.defaultName))
                return try transaction.eventHead(in: project.id).sequence
            }
            #expect(created == 10)
            #expect(try await store.counter("half done") == 0)
        }
    }

    @Test("give the one for ready tasks another try when it threw after writing", arguments: StoreConformance.all)
    func tryAgain(subject: StoreConformance) async throws {
        try await subject.withStore { store in
            let journal = Journal<String>()
            store.onReady { transaction in
                journal.add("ready")
                try transaction.increment("granted")
                if journal.entries.count == 1 { throw Refusal() }
            }
            try await store.createReadyTask("first")
            // The second try follows the answer; the next write follows the second try.
            try await store.increment("count")
            #expect(journal.entries.count == 2)
            #expect(try await store.counter("granted") == 1)
        }
    }
}
