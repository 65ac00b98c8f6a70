import Testing

@testable import athena

@Suite("Columns that a text takes")
struct DisplayWidthTests {
    @Test(
        "marks take none, wide characters and emoji two, all else one",
        arguments: [
            ("", 0), ("abc", 3), ("e\u{301}", 1), ("Grüße", 5), ("漢字", 4), ("한국", 4), ("ﾊﾝ", 2), ("ｆｕ", 4), ("👩‍💻", 2),
            ("✅", 2), ("🇩🇪", 2), ("…", 1), ("a\u{200D}b", 2), ("שלום", 4),
        ]
    )
    func widths(text: String, width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test(
        "a text is cut where the room ends, never through a character",
        arguments: [
            ("abcdef", 6, "abcdef"), ("abcdefg", 6, "abcde…"), ("漢字漢字", 5, "漢字…"), ("漢字漢字", 4, "漢…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("abc", 1, "…"), ("abc", 0, "…"),
        ]
    )
    func cuts(text: String, width: Int, cut: String) {
        #expect(text.cut(toWidth: width) == cut)
        #expect(text.cut(toWidth: width).displayWidth <= max(width, 1))
    }

    @Test("padding counts columns, on either side, and takes nothing away")
    func pads() {
        #expect("漢".padded(to: 4) == "漢  ")
        #expect("7".padded(to: 3, leading: true) == "  7")
        #expect("long".padded(to: 2) == "long")
    }
}
