import AthenaCore
import AthenaJSON
import AthenaOperations
import Testing

@Suite("Beads issues as tasks")
struct BeadsFormatTests {
    private let format = BeadsFormat(skills: .none)

    private func task(_ record: JSONObject) -> JSON { .object(format.task(of: record).task) }

    @Test(
        "priorities have words; what is none is medium",
        arguments: [(0, "critical"), (1, "high"), (2, "medium"), (3, "low"), (4, "low"), (9, "medium"), (-1, "medium")]
    )
    func priorities(number: Int64, word: String) {
        #expect(task(["title": "A", "priority": .integer(number)])["priority"]?.stringValue == word)
    }

    @Test("an absent priority is medium, not critical")
    func noPriority() {
        #expect(task(["title": "A"])["priority"]?.stringValue == "medium")
    }

    @Test("a closed issue is completed with its close reason as result, at the time it was closed")
    func closed() {
        let task = task([
            "title": "A", "status": "closed", "close_reason": "Done in 3f2", "closed_at": "2026-01-02T03:04:05Z",
        ])
        #expect(task["status"] == "completed")
        #expect(task["result"] == "Done in 3f2")
        #expect(task["completed_at"] == 1_767_323_045_000)
        #expect(task["attempts"] == nil)
    }

    @Test(
        "other statuses stay open",
        arguments: ["open", "in_progress", "blocked", "deferred", "pinned", "hooked", "mine"]
    )
    func open(status: String) {
        let (task, losses) = format.task(of: ["title": "A", "status": .string(status)])
        #expect(task["status"] == nil)
        #expect(losses.contains(.statusMapped) == (status != "open"))
    }

    @Test("what is no work is cancelled and says why", arguments: ["agent", "convoy", "message", "event"])
    func noWork(type: String) throws {
        let task = task(["title": "A", "issue_type": .string(type), "status": "closed", "close_reason": "read"])
        #expect(task["status"] == "cancelled")
        #expect(try #require(task["notes"]?[0]?["text"]?.stringValue).contains("type \(type) is no work"))
    }

    @Test("lines that become no task say why")
    func skipped() {
        let lines: [(JSONObject, RecordLine.Skip)] = [
            (["id": "a", "title": "A", "status": "tombstone"], .tombstone),
            (["_type": "memory", "key": "k", "value": "v"], .memory),
            (["_type": "config", "id": "c"], .otherKind),
            (["id": "a", "title": "  "], .untitled),
        ]
        for (record, expected) in lines {
            guard case .skipped(_, let why) = format.outline(of: record) else {
                Issue.record("\(record) is skipped")
                continue
            }
            #expect(why == expected)
        }
    }

    @Test("the whole line is kept, with members that nobody knows")
    func whole() {
        let record: JSONObject = ["id": "a", "title": "A", "a_new_member": ["x": [1, 2.5, nil]]]
        #expect(task(record)["metadata"]?["beads"] == .object(record))
    }

    @Test("texts are put together under headings")
    func content() {
        let task = task([
            "title": "A", "description": "What", "design": "How", "acceptance_criteria": "Proof",
            "comments": [["author": "x", "text": "Hm"]],
        ])
        let expected = "What\n\n## Design\n\nHow\n\n## Acceptance criteria\n\nProof\n\n## Comments\n\n- x: Hm"
        #expect(task["content"]?.stringValue == expected)
        #expect(self.task(["title": "Only this"])["content"] == "Only this")
    }

    @Test("what is too long is cut, told and whole in the record")
    func cut() {
        let record: JSONObject = [
            "title": .string(String(repeating: "ä", count: 300)),
            "description": .string(String(repeating: "x", count: 70_000)),
            "labels": .array((0..<40).map { .string("l\($0)") }),
            "issue_type": "Kind of work",
        ]
        let (task, losses) = format.task(of: record)
        #expect(losses == [.titleCut, .contentCut, .labelsLeftOut, .typeSpelledOtherwise])
        #expect(task["title"]?.stringValue?.utf8.count == 500)
        #expect(task["content"]?.stringValue?.utf8.count == TaskLimits.content)
        #expect(task["labels"]?.arrayValue?.count == TaskLimits.labels)
        #expect(task["type"] == "Kind-of-work")
        #expect(task["metadata"]?["beads"] == .object(record))
    }

    @Test("an issue without an id has a name that is the same each time")
    func nameless() throws {
        let first = task(["title": "A", "notes": "x"])["external_ref"]
        #expect(first == task(["title": "A", "notes": "x"])["external_ref"])
        #expect(first != task(["title": "A", "notes": "y"])["external_ref"])
    }

    @Test("long names stay apart and fit")
    func longNames() throws {
        let long = String(repeating: "n", count: 400)
        let refs = ["\(long)1", "\(long)2"].map {
            task(["id": .string($0), "title": "A"])["external_ref"]?.stringValue
        }
        #expect(refs[0] != refs[1])
        #expect(try #require(refs[0]).utf8.count <= TaskLimits.externalRef)
    }

    @Test("skills come from labels or the type, spelled small")
    func skills() throws {
        let record: JSONObject = ["title": "A", "issue_type": "Bug", "labels": ["skill:Swift", "skill:not one", "ui"]]
        let byLabel = BeadsFormat(skills: try SkillSource(checking: "label:skill:")).task(of: record)
        #expect(byLabel.task["requirements"] == ["swift"])
        #expect(byLabel.losses == [.skillRefused])
        #expect(BeadsFormat(skills: .type).task(of: record).task["requirements"] == ["bug"])
        #expect(throws: AthenaError.self) { try SkillSource(checking: "label:") }
    }
}
