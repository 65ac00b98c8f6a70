import AthenaJSON
import Testing

@testable import athena

@Suite("Facts about one thing")
struct FactSheetTests {
    private static let plain = Screen(width: nil, paint: Paint(isOn: false))

    @Test("names are aligned, and facts without a value are left out")
    func facts() {
        var sheet = FactSheet()
        sheet.add("Status", "failed")
        sheet.add("Assigned to", "a1")
        sheet.add("Goal", nil)
        sheet.add("Parent", "")
        #expect(sheet.lines(on: Self.plain) == ["Status       failed", "Assigned to  a1"])
    }

    @Test("texts stand below under their titles")
    func sections() {
        var sheet = FactSheet()
        sheet.add("Status", "failed")
        sheet.add(section: "Content", "one\n two")
        sheet.add(section: "Error", "")
        sheet.add(section: "Notes", lines: ["three"])
        #expect(
            sheet.lines(on: Self.plain) == ["Status  failed", "", "Content", "  one", "   two", "", "Notes", "  three"]
        )
    }

    @Test("states are painted, and what is stored cannot paint")
    func paints() {
        var sheet = FactSheet()
        sheet.add("Status", "failed")
        sheet.add("Title", "\u{1B}[32mfine")
        sheet.add(section: "Content", "\u{1B}]0;x\u{07}")
        let lines = sheet.lines(on: Screen(width: nil, paint: Paint(isOn: true)))
        #expect(lines[0] == "Status  \u{1B}[31mfailed\u{1B}[0m")
        #expect(lines[1] == "Title   [32mfine")
        #expect(lines.last == "  ]0;x")
    }

    @Test("any answer becomes one: members as facts, texts of lines and lists of objects below, names made harmless")
    func answers() {
        let answer: JSON = [
            "task_id": "t1", "is\u{1B}[2J_done": true, "note": "a\nb", "tasks": [["id": "t2", "status": "failed"]],
        ]
        #expect(
            AnswerSheet.lines(of: answer, on: Self.plain) == [
                "Task id     t1", "Is[2J done  yes", "", "Note", "  a", "  b", "", "Tasks", "  ID  STATUS",
                "  t2  failed",
            ]
        )
    }
}
