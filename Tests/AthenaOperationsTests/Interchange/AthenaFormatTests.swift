import AthenaCore
import AthenaJSON
import AthenaOperations
import Testing

@Suite("Athena's own export, read again")
struct AthenaFormatTests {
    private let format = AthenaFormat()

    private func outline(_ record: JSONObject) throws -> RecordOutline {
        guard case .record(let outline) = format.outline(of: record) else {
            throw Unexpected()
        }
        return outline
    }

    private struct Unexpected: Error {}

    @Test("dependencies and the parent are edges, and no member of the task that is sent")
    func ties() throws {
        let record: JSONObject = [
            "_type": "task", "id": "t3", "external_ref": "x", "content": "C", "dependencies": ["t1"], "parent": "t2",
            "status": "completed", "past": ["fence": 2],
        ]
        let outline = try outline(record)
        #expect(outline.edges.map(\.target) == ["t1", "t2"])
        #expect(outline.edges.map(\.kind) == ["blocks", "parent-child"])
        let task = format.task(of: record).task
        #expect(
            task == [
                "_type": "task", "external_ref": "x", "content": "C", "status": "completed", "past": ["fence": 2],
            ]
        )
    }

    @Test("a task without a name gets one that is the same each time and another for another database")
    func names() throws {
        let here: JSONObject = ["_type": "task", "id": "t1", "content": "C", "created_at": 1]
        let there: JSONObject = ["_type": "task", "id": "t1", "content": "C", "created_at": 2]
        #expect(try outline(here).externalRef == outline(here).externalRef)
        #expect(try outline(here).externalRef != outline(there).externalRef)
        #expect(try outline(here).externalRef == format.task(of: here).task["external_ref"]?.stringValue)
    }

    @Test("a pruned task keeps its title as what it was about, and stays pruned")
    func pruned() async throws {
        let record: JSONObject = ["_type": "task", "id": "t1", "external_ref": "x", "title": "A", "content": ""]
        _ = try outline(record)
        try await Desk.open { desk in
            try await desk.call("import_records", ["records": [.object(format.task(of: record).task)]])
            let line = try await desk.call("export_page")["records"]?[0]
            #expect(line?["title"] == "A")
            #expect(line?["content"] == "")
        }
    }

    @Test("lines of a plan are told from those of an export")
    func plans() {
        #expect(AthenaFormat.isExport(["_type": "task", "content": "C"]))
        #expect(!AthenaFormat.isExport(["ref": "a", "content": "C"]))
    }

    @Test("lines of another kind are skipped")
    func others() {
        guard case .skipped(_, let why) = format.outline(of: ["_type": "planet", "id": "a1"]) else {
            Issue.record("a planet is no record")
            return
        }
        #expect(why == .otherKind)
    }
}
