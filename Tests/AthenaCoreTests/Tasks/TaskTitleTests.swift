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
        "is cut to 500 bytes, never inside a character",
        arguments: [
            (String(repeating: "x", count: 500) + "\nmore", 500),
            (String(repeating: "x", count: 64_000), 500),
            (String(repeating: "x", count: 499) + "e\u{301}", 499),
            (String(repeating: "👩‍👩‍👧‍👦", count: 100), 500),
            ("ab" + String(repeating: "👩‍👩‍👧‍👦", count: 100), 477),
        ]
    )
    func isCut(_ content: String, _ bytes: Int) {
        let title = TaskRequest(content: content).effectiveTitle
        #expect(title.utf8.count == bytes)
        #expect(content.hasPrefix(title))
    }
}
