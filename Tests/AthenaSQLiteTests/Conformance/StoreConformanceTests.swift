import AthenaCore
import Testing

@Suite("Every store")
struct StoreConformanceTests {
    @Test("keeps all of a write or nothing", arguments: StoreConformance.all)
    func isAtomic(subject: StoreConformance) async throws {
        try await subject.withStore { store in
            await #expect(throws: Refusal.self) {
                try await store.write { transaction in
                    try transaction.increment("first")
                    try transaction.createReadyTask("never")
                    throw Refusal()
                }
            }
            let (count, projects) = try await store.read { (try $0.counter("first"), try $0.projects()) }
            #expect(count == 0)
            #expect(projects.isEmpty)
        }
    }

    @Test("answers what a write returns", arguments: StoreConformance.all)
    func answers(subject: StoreConformance) async throws {
        try await subject.withStore { store in
            let ids = try await [store.createReadyTask("a"), store.createReadyTask("b")]
            #expect(ids[1].rawValue == ids[0].rawValue + 1)
        }
    }

    @Test("shows every acknowledged write to the reads that come after it", arguments: StoreConformance.all)
    func readsItsWrites(subject: StoreConformance) async throws {
        try await subject.withStore { store in
            for expected in 1...50 {
                try await store.increment("count")
                #expect(try await store.counter("count") == expected)
            }
        }
    }

    @Test("lets an operation read what it has written", arguments: StoreConformance.all)
    func readsWithinAWrite(subject: StoreConformance) async throws {
        try await subject.withStore { store in
            let seen = try await store.write { transaction in
                try transaction.setSetting("name", to: "a\u{0}ü")
                return try transaction.setting("name")
            }
            #expect(seen == "a\u{0}ü")
        }
    }

    @Test("reads at once what must not wait, however long other reads take", arguments: StoreConformance.all)
    func readsAtOnce(subject: StoreConformance) async throws {
        try await subject.withStore { store in
            let gates = (0..<8).map { _ in Gate() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for gate in gates { group.addTask { try await store.read { _ in gate.hold() } } }
                defer { for gate in gates { gate.open() } }
                await gates[0].untilReached()
                let due = try await store.readAtOnce { try $0.nextDue() }
                #expect(due == NextDue(leaseAt: nil, timerAt: nil))
            }
        }
    }

    @Test("reads one snapshot, whatever is written meanwhile", arguments: StoreConformance.all)
    func readsSnapshots(subject: StoreConformance) async throws {
        try await subject.withStore { store in
            try await store.increment("count")
            let gate = Gate()
            async let seen = store.read { transaction in
                let before = try transaction.counter("count")
                gate.hold()
                return [before, try transaction.counter("count")]
            }
            await gate.untilReached()
            try await store.increment("count")
            gate.open()
            #expect(try await seen == [1, 1])
            #expect(try await store.counter("count") == 2)
        }
    }

    @Test("stores every one of 64 writes at once", arguments: StoreConformance.all)
    func takesManyWriters(subject: StoreConformance) async throws {
        try await subject.withStore { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        for _ in 0..<5 { try await store.increment("shared") }
                        try await store.increment("own.\(number)")
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await store.counter("shared") == 320)
            for number in 0..<64 { #expect(try await store.counter("own.\(number)") == 1) }
        }
    }

    @Test(
        "fails only the operation that throws, before or after it wrote",
        arguments: StoreConformance.all,
        [false, true]
    )
    func isolatesTheCulprit(subject: StoreConformance, writesFirst: Bool) async throws {
        try await subject.withStore { store in
            let gate = Gate()
            async let opener: Void = store.write { transaction in
                try transaction.increment("shared")
                gate.hold()
            }
            await gate.untilReached()
            let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
                for number in 0..<40 {
                    group.addTask { (number, await Self.joins(store, number, writesFirst: writesFirst)) }
                }
                gate.open()
                return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            try await opener
            for number in 0..<40 { #expect(outcomes[number] == !number.isMultiple(of: 8)) }
            #expect(try await store.counter("shared") == 36)
            #expect(try await store.counter("culprit") == 0)
        }
    }

    /// One caller of a batch; every eighth throws.
    private static func joins(_ store: any Store, _ number: Int, writesFirst: Bool) async -> Bool {
        do {
            try await store.write { transaction in
                guard number.isMultiple(of: 8) else { return try transaction.increment("shared") }
                if writesFirst { try transaction.increment("culprit") }
                throw Refusal()
            }
            return true
        } catch {
            #expect(error as? Refusal == Refusal())
            return false
        }
    }

    @Test("numbers events without gaps, also where operations were rolled back", arguments: StoreConformance.all)
    func leavesNoGaps(subject: StoreConformance) async throws {
        try await subject.withStore { store in
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<60 {
                    group.addTask {
                        // Every third fails on purpose, which its absence below shows.
                        _ = try? await store.write { transaction in
                            try transaction.createReadyTask("task \(number)")
                            if number.isMultiple(of: 3) { throw Refusal() }
                        }
                    }
                }
            }
            let (events, head) = try await store.read { transaction in
                let project = try #require(try transaction.project(named: Project.defaultName))
                let events = try transaction.events(EventQuery(project: project.id, limit: 100))
                return (events, try transaction.eventHead(in: project.id))
            }
            #expect(events.map(\.sequence) == Array(1...40))
            #expect(events.last?.hash == head.hash)
            var previous = EventChain.genesis
            for event in events {
                let canonical = EventChain.canonical(
                    project: Project.defaultName,
                    sequence: event.sequence,
                    at: event.at,
                    content: event.content,
                    errorDigest: event.errorDigest
                )
                #expect(EventChain.hash(previous: previous, canonical: canonical) == event.hash)
                previous = event.hash
            }
        }
    }

    @Test("withdraws a cancelled write that has not begun, and leaves nothing of it", arguments: StoreConformance.all)
    func withdrawsWrites(subject: StoreConformance) async throws {
        try await subject.withStore { store in
            let gate = Gate()
            async let opener: Void = store.write { transaction in
                try transaction.increment("kept")
                gate.hold()
            }
            await gate.untilReached()
            let cancelled = Task { try await store.increment("withdrawn") }
            cancelled.cancel()
            await #expect(throws: CancellationError.self) { try await cancelled.value }
            gate.open()
            try await opener
            #expect(try await store.counter("withdrawn") == 0)
            #expect(try await store.counter("kept") == 1)
        }
    }

    @Test("finishes a write that has begun when its caller is cancelled", arguments: StoreConformance.all)
    func finishesWhatHasBegun(subject: StoreConformance) async throws {
        try await subject.withStore { store in
            let gate = Gate()
            let caller = Task {
                try await store.write { transaction in
                    gate.hold()
                    try transaction.increment("kept")
                }
            }
            await gate.untilReached()
            caller.cancel()
            gate.open()
            try await caller.value
            #expect(try await store.counter("kept") == 1)
        }
    }

    @Test("has everything again when it is opened again", arguments: StoreConformance.all)
    func keepsEverything(subject: StoreConformance) async throws {
        let place = try TemporaryFolder()
        let first = try await subject.open(place)
        let task = try await first.createReadyTask("lasting")
        try await first.increment("count")
        await subject.stop(first)
        let second = try await subject.open(place)
        try await second.increment("count")
        #expect(try await second.counter("count") == 2)
        let title = try await second.read { transaction in
            let project = try #require(try transaction.project(named: Project.defaultName))
            return try transaction.task(task, in: project.id)?.title
        }
        #expect(title == "lasting")
        await subject.stop(second)
    }

    @Test("refuses with unavailable once it is stopped, and may be stopped twice", arguments: StoreConformance.all)
    func refusesWhenStopped(subject: StoreConformance) async throws {
        let place = try TemporaryFolder()
        let store = try await subject.open(place)
        await subject.stop(store)
        await subject.stop(store)
        let write = await #expect(throws: AthenaError.self) { try await store.increment("late") }
        #expect(write?.code == .unavailable)
        let read = await #expect(throws: AthenaError.self) { try await store.counter("late") }
        #expect(read?.code == .unavailable)
    }

    @Test("answers what came in before it was stopped", arguments: StoreConformance.all)
    func drains(subject: StoreConformance) async throws {
        let place = try TemporaryFolder()
        let store = try await subject.open(place)
        let gate = Gate()
        async let early: Void = store.write { transaction in
            gate.hold()
            try transaction.increment("count")
        }
        await gate.untilReached()
        async let stopped: Void = subject.stop(store)
        gate.open()
        try await early
        await stopped
        let again = try await subject.open(place)
        #expect(try await again.counter("count") == 1)
        await subject.stop(again)
    }
}
