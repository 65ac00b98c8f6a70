import AthenaCore
import Testing

@Suite("The title of a task without one")
struct TaskTitleTests {
    @Test(
        "is the first line of its content that says something",
        arguments: [
            ("Count the sheep", "Count the sheep"),
            ("\n\r\n\u{2028}Count\r\nthe sheep", "Count"),
            ("Zähle\u{85}Schafe", "Zähle"),
            ("\n\n", "untitled"),
            ("", "untitled"),
        ]
    )
    func isTheFirstLine(_ content: String, _ title: String) {
        #expect(TaskRequest(content: content).effectiveTitle == title)
    }

    @Test(
        "is cut to 120 bytes, never inside a character",
        arguments: [
            (String(repeating: "x", count: 120) + "\nmore", 120),
            (String(repeating: "x", count: 64_000), 120),
            (String(repeating: "x", count: 119) + "e\u{301}", 119),
            (String(repeating: "👩‍👩‍👧‍👦", count: 100), 100),
            ("ab" + String(repeating: "👩‍👩‍👧‍👦", count: 100), 102),
        ]
    )
    func isCut(_ content: String, _ bytes: Int) {
        let title = TaskRequest(content: content).effectiveTitle
        #expect(title.utf8.count == bytes)
        #expect(content.hasPrefix(title))
    }
}
