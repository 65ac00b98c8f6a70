import AthenaCore
import AthenaJSON
import Testing

@testable import athena

@Suite("What a command says of an error")
struct CommandFailureTests {
    private static let error = AthenaError.invalid(
        "Bad\u{1B}[2J \u{9B}31m \u{202E}word\nmore",
        next: "Correct\u{85} it."
    )

    private static func isHarmless(_ text: String) -> Bool { text.unicodeScalars.allSatisfy { $0.isHarmless } }

    @Test("people read it in lines that cannot steer a terminal")
    func lines() {
        let lines = CommandFailure.lines(of: Self.error, asJSON: false)
        #expect(lines == ["athena: Bad[2J 31m word", "more", "Correct", " it."])
        #expect(lines.allSatisfy(Self.isHarmless))
    }

    @Test("programs read the error object, with harmless characters alone and nothing lost")
    func json() throws {
        let lines = CommandFailure.lines(of: Self.error, asJSON: true)
        #expect(lines.count == 1 && Self.isHarmless(lines[0]))
        #expect(try JSON(parsing: lines[0]) == Self.error.json)
    }

    @Test(
        "JSON is escaped where a character does harm, and means the same",
        arguments: [
            "plain", "tab\u{9}", "\u{7F}\u{80}\u{9F}", "\u{200E}a\u{2066}", "\u{E0041}tag", "ü 漢 👩‍💻", "\u{FEFF}",
        ]
    )
    func escaped(text: String) throws {
        let safe = SafeText.json(JSON.string(text).text)
        #expect(Self.isHarmless(safe))
        #expect(try JSON(parsing: safe) == .string(text))
    }

    @Test(
        "input that a message quotes cannot steer a terminal",
        arguments: ["\u{1B}[31m", "\u{9B}31m", "\u{202E}abc", "\u{E0041}", "\u{2028}", "\u{7F}"]
    )
    func quoted(text: String) {
        #expect(Self.isHarmless(text.quotedForMessage))
        #expect(text.quotedForMessage.unicodeScalars.count == text.unicodeScalars.count + 2)
    }
}
