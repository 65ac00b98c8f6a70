import Synchronization
import Testing

@testable import athena

@Suite("Progress bars")
struct ProgressBarTests {
    /// What a bar drew.
    private final class Sheet: Sendable {
        private let drawn = Mutex<[String]>([])

        var strokes: [String] { drawn.withLock { $0 } }

        func bar(of total: Int, isShown: Bool = true) -> ProgressBar {
            ProgressBar("Importing", of: total, isShown: isShown) { stroke in self.drawn.withLock { $0.append(stroke) }
            }
        }
    }

    @Test("a bar draws over itself, once a percent, and leaves an empty line")
    func moves() {
        let sheet = Sheet()
        var bar = sheet.bar(of: 1_000)
        for done in 0...20 { bar.move(to: done) }
        bar.move(to: 500)
        bar.finish()
        let half = String(repeating: "#", count: 15) + String(repeating: ".", count: 15)
        #expect(sheet.strokes.count == 5)
        #expect(sheet.strokes.first == "\rImporting [\(String(repeating: ".", count: 30))] 0%")
        #expect(sheet.strokes.dropLast().last == "\rImporting [\(half)] 50%")
        #expect(sheet.strokes.last == "\r\u{1B}[K")
    }

    @Test("it stays between nothing and all, also when nothing is to be done", arguments: [0, 3])
    func bounds(total: Int) {
        let sheet = Sheet()
        var bar = sheet.bar(of: total)
        bar.move(to: -5)
        bar.move(to: total + 5)
        #expect(sheet.strokes.map { $0.suffix(3) }.allSatisfy { [" 0%", "00%"].contains($0) })
        #expect(sheet.strokes.count == 2)
    }

    @Test("where nobody looks nothing is drawn, and a bar that never moved has nothing to take away")
    func hidden() {
        let sheet = Sheet()
        var bar = sheet.bar(of: 10, isShown: false)
        bar.move(to: 5)
        bar.finish()
        sheet.bar(of: 10).finish()
        #expect(sheet.strokes.isEmpty)
    }
}
