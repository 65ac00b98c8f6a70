import AthenaCore
import AthenaJSON
import AthenaSQL
import AthenaSQLite
import Foundation
import Testing

/// A crash is a copy of the database and its log as they are at that instant, opened by nobody before.
@Suite("A crash after a fault of the disk")
struct CrashAfterFaultTests {
    /// From where on the disk fails, and how.
    enum Fault: Sendable, CaseIterable {
        case writesFail, diskIsFull, flushesFail, diskGoesWithTheFlush

        /// Every fault from every place: with the writes 0 to 15, with the flushes 0 to 7.
        static let all: [(fault: Fault, number: Int)] = allCases.flatMap { fault in
            (0..<(fault.isOfFlushes ? 8 : 16)).map { (fault: fault, number: $0) }
        }

        private var isOfFlushes: Bool {
            switch self {
            case .writesFail, .diskIsFull: false
            case .flushesFail, .diskGoesWithTheFlush: true
            }
        }

        fileprivate func set(_ faults: inout FaultyDisk.Faults, from number: Int) {
            switch self {
            case .writesFail, .diskIsFull:
                faults.writesLeft = number
                faults.writeFailure = self == .diskIsFull ? .full : .broken
            case .flushesFail, .diskGoesWithTheFlush:
                faults.flushesLeft = number
                faults.writeFailure = .broken
                faults.goesWithTheFlush = self == .diskGoesWithTheFlush
            }
        }
    }

    /// What a call was answered.
    private enum Answer {
        case done
        /// The error says that nothing was applied.
        case refused
        /// The error leaves open whether it was.
        case unknown
    }

    @Test(
        "shows everything that was acknowledged and nothing that was refused",
        arguments: Fault.all
    )
    func keepsItsWord(fault: Fault, number: Int) async throws {
        let folder = try TemporaryFolder()
        let disk = FaultyDisk(folder)
        defer { disk.retire() }
        try await TestStore.with(
            {
                $0.checkpointPages = 6
                $0.settlingTime = .milliseconds(1)
            },
            in: folder
        ) { subject in
            try await subject.store.increment("count")
            disk.set { fault.set(&$0, from: number) }
            var (done, unknown, failed) = (1, 0, 0)
            while failed < 3, done < 12 {
                switch try await Self.answer({ try await subject.store.increment("count") }) {
                case .done:
                    done += 1
                    continue
                case .refused: failed += 1
                case .unknown: (failed, unknown) = (failed + 1, unknown + 1)
                }
                let found = try await Self.countAfterCrash(of: folder)
                #expect(found >= done && found <= done + unknown, "\(done) done, \(unknown) unknown")
            }
            #expect(failed == 3)
            if fault == .diskIsFull { #expect(unknown == 0, "without room no commit can be whole") }
            disk.set { $0 = FaultyDisk.Faults() }
            try await subject.store.increment("count")
            #expect(try await subject.store.counter("count") == done + 1, "what was unknown was not done in the end")
            #expect(try await Self.countAfterCrash(of: folder) == done + 1)
        }
    }

    @Test("that comes before a recovery shows no commit whose callers were told that nothing of it was stored")
    func settlesBeforeItAnswers() async throws {
        let folder = try TemporaryFolder()
        let disk = FaultyDisk(folder)
        defer { disk.retire() }
        try await TestStore.with(
            {
                $0.settlingTime = .seconds(60)
                // Housekeeping would meet the fault first.
                $0.idleDelay = .seconds(600)
            },
            in: folder
        ) { subject in
            try await subject.store.increment("count")
            disk.set {
                $0.flushesLeft = 0
                $0.goesWithTheFlush = true
                $0.writeFailure = .broken
            }
            async let answer = Self.answer { try await subject.store.increment("count") }
            while !subject.incidents.entries.contains(where: \.isFailedRecovery) { await Task.yield() }
            #expect(try await Self.countAfterCrash(of: folder) == 2, "until it is settled, a crash brings it back")
            disk.set { $0 = FaultyDisk.Faults() }
            #expect(try await answer == .refused)
            #expect(try await Self.countAfterCrash(of: folder) == 1)
        }
    }

    private static func answer(_ call: @Sendable () async throws -> Void) async throws -> Answer {
        do {
            try await call()
            return .done
        } catch let error as AthenaError {
            return error.json["error"]?["applied"] == false ? .refused : .unknown
        }
    }

    private static func countAfterCrash(of folder: TemporaryFolder) async throws -> Int {
        let copy = try TemporaryFolder()
        for name in ["athena.db", "athena.db-wal"] {
            try FileManager.default.copyItem(atPath: folder.file(name), toPath: copy.file(name))
        }
        return try await TestStore.with(in: copy) { try await $0.store.counter("count") }
    }
}

extension StoreIncident {
    fileprivate var isFailedRecovery: Bool {
        if case .recoveryFailed = self { true } else { false }
    }
}
