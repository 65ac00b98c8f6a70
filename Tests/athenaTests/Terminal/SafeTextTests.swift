import Testing

@testable import athena

@Suite("Stored text on a terminal")
struct SafeTextTests {
    /// Texts that a terminal would obey, and what is left of each.
    static let hostile: [(text: String, line: String)] = [
        ("\u{1B}[31mred\u{1B}[0m", "[31mred[0m"),
        ("\u{1B}]0;title\u{07}after", "]0;titleafter"),
        ("\u{1B}]8;;http://evil.example\u{1B}\\link\u{1B}]8;;\u{1B}\\", "]8;;http://evil.example\\link]8;;\\"),
        ("over\u{08}\u{08}\u{08}\u{08}written", "overwritten"),
        ("\u{9B}2Jgone", "2Jgone"),
        ("\u{90}q\u{9C}", "q"),
        ("nul\u{00}del\u{7F}", "nuldel"),
        ("pay \u{202E}001\u{202C} now", "pay 001 now"),
        ("\u{2066}a\u{2069}\u{200F}b\u{061C}c", "abc"),
        ("hid\u{E0041}\u{E007F}den\u{FEFF}", "hidden"),
    ]

    @Test("nothing that moves the cursor, changes colours or turns a line round is left", arguments: hostile)
    func harmless(text: String, line: String) {
        #expect(SafeText.line(text) == line)
        #expect(SafeText.lines(text) == [line])
    }

    @Test("every C0 and C1 control is gone from a line, or was white space and is one space")
    func controls() throws {
        for value in Array(UInt32(0)..<0x20) + Array(UInt32(0x7F)..<0xA0) {
            let control = try #require(Unicode.Scalar(value))
            let isSpace = control.properties.isWhitespace
            #expect(SafeText.line("a\(control)b") == (isSpace ? "a b" : "ab"), "U+\(String(value, radix: 16))")
        }
    }

    @Test("white space of every kind becomes one space, and none at the ends")
    func spaces() {
        #expect(SafeText.line("  a \t\r\n b\u{2028}c\u{00A0}\u{3000}d \n") == "a b c d")
        #expect(SafeText.line(" \n ") == "")
    }

    @Test("lines stay lines, with their indentation")
    func lines() {
        #expect(SafeText.lines("a\n\n  b\r\n\tc\u{1B}[2J") == ["a", "", "  b", " c[2J"])
    }

    @Test("words of every language stay as they are", arguments: ["Grüße", "नमस्ते", "שלום", "漢字", "👩‍💻 ✅", "e\u{301}"])
    func words(text: String) {
        #expect(SafeText.line(text) == text)
    }
}
