import AthenaCore
import AthenaJSON
import AthenaOperations
import AthenaTestKit
import Foundation
import Testing

@Suite("Export, import, export")
struct RoundTripTests {
    /// Opens an empty database whose clock is where the other one's is.
    private func elsewhere(than desk: Desk, _ body: (Desk) async throws -> Void) async throws {
        try await Desk.open { other in
            let ahead = desk.time.now().wall - other.time.now().wall
            other.time.pass(milliseconds: ahead)
            try await body(other)
        }
    }

    private func leased(_ lines: [JSON]) -> Set<String> {
        let names = Interchange.names(of: lines)
        return Set(
            lines.filter { ["running", "assigned"].contains($0["status"]?.stringValue) }
                .compactMap { $0["id"]?.stringValue.flatMap { names[$0] } }
        )
    }

    private func expectSame(_ first: [JSON], _ second: [JSON]) {
        let leased = leased(first)
        let before = Interchange.normalised(first, leased: leased)
        let after = Interchange.normalised(second, leased: leased)
        #expect(before.subtracting(after).sorted().prefix(3) == [], "lost")
        #expect(after.subtracting(before).sorted().prefix(3) == [], "made up")
        #expect(first.count == second.count)
    }

    @Test("a project made by random operations comes back whole", arguments: UInt64(1)...6)
    func random(seed: UInt64) async throws {
        try await Desk.open { desk in
            var project = RandomProject(desk, seed: seed)
            try await project.run(steps: 250)
            let first = try await Interchange.export(desk)
            #expect(try await Interchange.export(desk, page: 500) == first)
            let kinds = Set(first.compactMap { $0["_type"]?.stringValue })
            #expect(kinds == Set(RecordKind.allCases.map(\.rawValue)))
            try await elsewhere(than: desk) { other in
                // Ids are taken, so that every reference has to follow.
                _ = try await other.create("first here")
                try await other.call("create_goal", ["title": "first here"])
                let here = try await Interchange.export(other, types: ["task", "goal"])
                let report = try await Interchange.take(first, into: other)
                #expect(report.created.values.reduce(0, +) == first.count)
                #expect(report.losses == [.leaseReleased: leased(first).count].filter { $0.value > 0 })
                #expect(report.skipped == [])
                let second = try await Interchange.export(other)
                expectSame(first, second.filter { !here.contains($0) })
            }
        }
    }

    @Test("a second import, and one into the database it came from, change nothing and say so")
    func twice() async throws {
        try await Desk.open { desk in
            var project = RandomProject(desk, seed: 11)
            try await project.run(steps: 150)
            let lines = try await Interchange.export(desk)
            try await elsewhere(than: desk) { other in
                try await Interchange.take(lines, into: other)
                let head = try await other.head()
                let again = try await Interchange.take(lines, into: other, batch: 500)
                #expect(again.created == [:])
                #expect(again.unchanged.values.reduce(0, +) == lines.count)
                #expect(try await other.head() == head)
            }
            let head = try await desk.head()
            let back = try await Interchange.take(lines, into: desk)
            #expect(back.created == [:])
            #expect(back.unchanged.values.reduce(0, +) == lines.count)
            #expect(try await desk.head() == head)
        }
    }

    @Test("a dry run says the same as the import and changes nothing")
    func preview() async throws {
        try await Desk.open { desk in
            var project = RandomProject(desk, seed: 12)
            try await project.run(steps: 100)
            let lines = try await Interchange.export(desk)
            try await elsewhere(than: desk) { other in
                let preview = try await Interchange.take(lines, into: other, operation: "preview_import")
                #expect(try await other.head() == 0)
                let done = try await Interchange.take(lines, into: other)
                #expect(preview.created == done.created)
                let known = try await Interchange.take(lines, into: other, operation: "preview_import")
                #expect(known.created == [:])
                #expect(known.unchanged == preview.created)
            }
        }
    }

    private static let realPlan = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../shared/data/beads-issues.jsonl")

    @Test(
        "a real beads project comes back whole",
        .enabled(
            if: FileManager.default.fileExists(atPath: RoundTripTests.realPlan.path),
            "beads-issues.jsonl is not beside the repository; a made-up plan is imported all the same"
        )
    )
    func beads() async throws {
        let text = try String(contentsOf: Self.realPlan, encoding: .utf8)
        let issues = try text.split(separator: "\n").map { try JSON(parsing: String($0)) }
        #expect(try await comesBack(issues, tasks: issues.count) == [])
    }

    @Test("a made-up beads project with the oddities of a real one comes back whole")
    func madeUpBeads() async throws {
        let reasons = Set(try BeadsFile(SamplePlan.issues).plan.unused.map(\.why))
        #expect(reasons == [.dangling, .noWork, .notBlocking, .repeated])
        let skipped = try await comesBack(SamplePlan.issues + SamplePlan.others, tasks: SamplePlan.issues.count)
        #expect(skipped == [.tombstone, .memory, .otherKind])
    }

    /// Imports a beads file, exports the tasks that it comes to, and checks that they survive an import.
    ///
    /// - Returns: why lines became no task.
    private func comesBack(_ lines: [JSON], tasks: Int) async throws -> [RecordLine.Skip] {
        var skipped: [RecordLine.Skip] = []
        try await Desk.open { desk in
            let report = try await Interchange.take(lines, into: desk, as: BeadsFormat(skills: .none), batch: 100)
            #expect(report.created == ["task": tasks])
            skipped = report.skipped
            let first = try await Interchange.export(desk, page: 100)
            #expect(!first.contains { $0["attempts"] != nil || $0["_type"] == "performance" })
            try await elsewhere(than: desk) { other in
                try await Interchange.take(first, into: other, batch: 100)
                expectSame(first, try await Interchange.export(other, page: 100))
            }
        }
        return skipped
    }

    @Test("pages of one kind hold nothing else", arguments: RecordKind.allCases.filter { $0 != .history })
    func oneKind(kind: RecordKind) async throws {
        try await Desk.open { desk in
            var project = RandomProject(desk, seed: 13)
            try await project.run(steps: 60)
            let all = try await Interchange.export(desk)
            let some = try await Interchange.export(desk, page: 3, types: [kind.rawValue])
            let kinds = kind == .task ? ["task", "history"] : [kind.rawValue]
            #expect(some == all.filter { kinds.contains($0["_type"]?.stringValue ?? "") })
        }
    }

    @Test("what was leased comes back open, with its attempt released and nothing counted")
    func leases() async throws {
        try await Desk.open { desk in
            try await desk.register("ann", "sql")
            let task = try await desk.create("half done", ["external_ref": "x"])
            let lease = try await desk.start(task, by: "ann")
            try await desk.call("heartbeat_task", ["lease": .string(lease), "progress": 40])
            let lines = try await Interchange.export(desk)
            try await elsewhere(than: desk) { other in
                #expect(try await Interchange.take(lines, into: other).losses == [.leaseReleased: 1])
                let task = try #require(try await Interchange.export(other, types: ["task"]).first)
                #expect(task["status"] == "pending")
                #expect(task["past"]?["failures"] == 0)
                #expect(task["attempts"]?[0]?["outcome"] == "released")
                #expect(task["attempts"]?[0]?["agent"] == "ann")
                #expect(task["attempts"]?[0]?["progress"] == 40)
                let brief = try await other.claim("ann")
                #expect(brief?["lease"]?.stringValue?.contains(".2.") == true)
            }
        }
    }

    @Test("imported closed tasks make no attempt and no statistics")
    func closed() async throws {
        try await Desk.open { desk in
            let record: JSON = ["external_ref": "x", "content": "C", "status": "completed", "result": "done"]
            try await desk.call("import_records", ["records": [record]])
            let lines = try await Interchange.export(desk)
            #expect(lines.count == 1)
            #expect(lines[0]["attempts"] == nil)
            #expect(lines[0]["result"] == "done")
            let metrics = try await desk.call("get_queue_metrics")
            let completed = metrics["completed"]?.integerValue ?? 0
            #expect(completed == 0)
        }
    }
}
