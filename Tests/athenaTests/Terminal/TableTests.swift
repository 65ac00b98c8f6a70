import Testing

@testable import athena

@Suite("Tables")
struct TableTests {
    private static let plain = Screen(width: nil, paint: Paint(isOn: false))

    private static func table(_ rows: [[String]]) -> Table {
        var table = Table(columns: [.text("ID"), .number("TRIES"), .text("STATE"), .flexible("TITLE")])
        table.stateColumns = [2]
        table.rows = rows
        return table
    }

    @Test("an empty one has no lines")
    func empty() {
        #expect(Self.table([]).lines(on: Self.plain).isEmpty)
    }

    @Test("columns are as wide as their widest cell, numbers to the right, nothing behind the last")
    func aligns() {
        let table = Self.table([["t1", "2", "failed", "First"], ["t1234", "10", "running", "漢字"]])
        #expect(
            table.lines(on: Self.plain) == [
                "ID     TRIES  STATE    TITLE", "t1         2  failed   First", "t1234     10  running  漢字",
            ]
        )
    }

    @Test("missing and empty cells are a dash, and cells beyond the last column are left out")
    func gaps() {
        let table = Self.table([["t1", "", "failed"], ["t2", "1", "failed", "T", "more"]])
        #expect(
            table.lines(on: Self.plain) == [
                "ID  TRIES  STATE   TITLE", "t1      -  failed  -", "t2      1  failed  T",
            ]
        )
    }

    @Test("what is stored cannot break out of its cell")
    func harmless() {
        let lines = Self.table([["t1", "1", "failed", "a\u{1B}[2J\nb\r\u{202E}c"]]).lines(on: Self.plain)
        #expect(lines.count == 2)
        #expect(lines[1] == "t1      1  failed  a[2J b c")
    }

    @Test("the flexible column gives way to the screen, but not below twelve columns", arguments: [40, 30, 10])
    func narrow(width: Int) {
        let title = String(repeating: "漢", count: 40)
        let lines = Self.table([["t1", "1", "failed", title]]).lines(
            on: Screen(width: width, paint: Paint(isOn: false))
        )
        let room = max(width, "t1      1  failed  ".count + 12)
        #expect(lines.allSatisfy { $0.displayWidth <= room })
        #expect(lines[1].hasSuffix("…"))
    }

    @Test("colours change no width: without their codes a painted table is the plain one")
    func paints() {
        let table = Self.table([["t1", "2", "failed", "First"], ["t2", "1", "odd", "x"]])
        let painted = table.lines(on: Screen(width: nil, paint: Paint(isOn: true)))
        #expect(painted[1].contains("\u{1B}[31mfailed\u{1B}[0m"))
        #expect(!painted[2].contains("\u{1B}"))
        let stripped = painted.map { $0.replacing(/\u{1B}\[\d+m/, with: "") }
        #expect(stripped == table.lines(on: Self.plain))
    }
}
