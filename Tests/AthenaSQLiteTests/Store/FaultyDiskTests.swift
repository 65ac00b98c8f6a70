import AthenaCore
import AthenaJSON
import AthenaSQL
import AthenaSQLite
import Testing

@Suite("A failing disk")
struct FaultyDiskTests {
    @Test("is seen by SQLite at all: its flushes and writes pass through the test's own")
    func isInPlace() async throws {
        let folder = try TemporaryFolder()
        let disk = FaultyDisk(folder)
        defer { disk.retire() }
        try await TestStore.with(in: folder) { subject in
            let (flushes, writes) = (disk.flushes, disk.writes)
            try await subject.store.increment("count")
            #expect(disk.flushes > flushes)
            #expect(disk.writes > writes)
        }
    }

    @Test(
        "that is full refuses writes with storage_full, goes on reading, and takes writes when there is room again"
    )
    func recoversFromAFullDisk() async throws {
        let folder = try TemporaryFolder()
        let disk = FaultyDisk(folder)
        defer { disk.retire() }
        try await TestStore.with(in: folder) { subject in
            try await subject.store.increment("count")
            disk.set { $0.writesLeft = 0 }
            for _ in 0..<3 {
                let error = await #expect(throws: AthenaError.self) { try await subject.store.increment("count") }
                #expect(error?.code == .storageFull)
                #expect(error?.json["error"]?["applied"] == false)
                #expect(try await subject.store.counter("count") == 1)
            }
            disk.set { $0.writesLeft = nil }
            try await subject.store.increment("count")
            #expect(try await subject.store.counter("count") == 2)
            #expect(subject.incidents.entries.contains(.recovered))
        }
        try await expectSound(folder, count: 2)
    }

    @Test("that refuses a flush refuses the whole batch with unavailable, and nothing of it is ever seen")
    func recoversFromAFailedFlush() async throws {
        let folder = try TemporaryFolder()
        let disk = FaultyDisk(folder)
        defer { disk.retire() }
        try await TestStore.with({ $0.settlingTime = .milliseconds(1) }, in: folder) { subject in
            try await subject.store.increment("count")
            disk.set { $0.flushesFail = true }
            let refused = await withTaskGroup(of: AthenaErrorCode?.self) { group in
                for _ in 0..<16 { group.addTask { await Self.code { try await subject.store.increment("count") } } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(refused == Array(repeating: .unavailable, count: 16))
            #expect(try await subject.store.counter("count") == 1)
            disk.set { $0.flushesFail = false }
            try await subject.store.increment("count")
            #expect(try await subject.store.counter("count") == 2)
            #expect(subject.store.statistics.failedCommits >= 1)
        }
        try await expectSound(folder, count: 2)
    }

    @Test(
        "whose n-th write fails loses nothing that was acknowledged and keeps nothing that was refused",
        arguments: 0..<24
    )
    func survivesTheNthWrite(number: Int) async throws {
        let folder = try TemporaryFolder()
        let disk = FaultyDisk(folder)
        defer { disk.retire() }
        let acknowledged = try await TestStore.with(
            {
                $0.checkpointPages = 6
                $0.settlingTime = .milliseconds(1)
            },
            in: folder
        ) { subject in
            disk.set {
                $0.writesLeft = number
                $0.writeFailure = number.isMultiple(of: 2) ? .broken : .full
            }
            var acknowledged = 0
            for _ in 0..<8 where await Self.code({ try await subject.store.increment("count") }) == nil {
                acknowledged += 1
            }
            disk.set { $0.writesLeft = nil }
            try await subject.store.increment("count")
            #expect(try await subject.store.counter("count") == acknowledged + 1)
            return acknowledged + 1
        }
        try await expectSound(folder, count: acknowledged)
    }

    @Test("whose limit of pages is reached fails the operation that needs them, alone")
    func failsTheLargeOperationAlone() async throws {
        try await TestStore.with({ $0.pageLimit = 200 }) { subject in
            let large = String(repeating: "x", count: 2_000_000)
            let gate = Gate()
            async let opener: Void = subject.store.write { _ in gate.hold() }
            await gate.untilReached()
            async let refused = Self.code {
                try await subject.store.write { try $0.setSetting("large", to: large) }
            }
            async let small: Void = subject.store.increment("count")
            await subject.untilWaiting(2)
            gate.open()
            try await opener
            #expect(await refused == .storageFull)
            try await small
            #expect(try await subject.store.counter("count") == 1)
            #expect(try await subject.store.read { try $0.setting("large") } == nil)
        }
    }

    @Test(
        "that refuses flushes for long is tried again with each batch, and never shows what it refused",
        arguments: [false, true]
    )
    func survivesALongFault(endsBeforeStop: Bool) async throws {
        let folder = try TemporaryFolder()
        let disk = FaultyDisk(folder)
        defer { disk.retire() }
        let refused = try await TestStore.with({ $0.settlingTime = .milliseconds(1) }, in: folder) { subject in
            try await subject.store.increment("count")
            disk.set { $0.flushesFail = true }
            var refused = 0
            for _ in 0..<5 {
                if await Self.code({ try await subject.store.increment("count") }) == .unavailable { refused += 1 }
                #expect(try await subject.store.counter("count") == 1)
            }
            if endsBeforeStop { disk.set { $0.flushesFail = false } }
            return refused
        }
        #expect(refused == 5)
        disk.set { $0.flushesFail = false }
        try await expectSound(folder, count: 1)
    }

    /// What a call was refused with, or nil when it went through.
    private static func code(_ call: @Sendable () async throws -> Void) async -> AthenaErrorCode? {
        do {
            try await call()
            return nil
        } catch {
            return (error as? AthenaError)?.code ?? .internalError
        }
    }

    /// The file is sound and holds what it should when it is opened again.
    private func expectSound(_ folder: TemporaryFolder, count: Int) async throws {
        #expect(try SQLiteBackup.faults(in: folder.file("athena.db")) == [])
        let found = try await TestStore.with(in: folder) { try await $0.store.counter("count") }
        #expect(found == count)
    }
}
