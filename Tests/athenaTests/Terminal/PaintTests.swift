import Testing

@testable import athena

@Suite("Colours")
struct PaintTests {
    @Test(
        "are for terminals that show them and people who want them",
        arguments: [
            ([:], true, true), (["TERM": "xterm-256color"], true, true), (["NO_COLOR": ""], true, true),
            (["NO_COLOR": "1"], true, false), (["NO_COLOR": "0"], true, false), (["TERM": "dumb"], true, false),
            ([:], false, false), (["TERM": "xterm"], false, false),
        ] as [([String: String], Bool, Bool)]
    )
    func decides(environment: [String: String], isTerminal: Bool, isOn: Bool) {
        #expect(Paint(environment: environment, isTerminal: isTerminal).isOn == isOn)
    }

    @Test("stand around a text and end with it; without colours the text is all there is")
    func applies() {
        #expect(Paint(isOn: true).apply(.bad, to: "failed") == "\u{1B}[31mfailed\u{1B}[0m")
        #expect(Paint(isOn: true).apply(nil, to: "plain") == "plain")
        #expect(Paint(isOn: false).apply(.bad, to: "failed") == "failed")
    }

    @Test(
        "mean the same wherever a state is shown",
        arguments: [
            ("completed", Paint.Meaning.good), ("healthy", .good), ("failed", .bad), ("blocked", .attention),
            ("running", .active), ("cancelled", .quiet),
        ]
    )
    func meanings(state: String, meaning: Paint.Meaning) {
        #expect(Paint.Meaning(state: state) == meaning)
        #expect(Paint.Meaning(state: "of a stranger's making") == nil)
    }
}
