import Foundation
import Testing

@testable import athena

@Suite("The doctor's look at HTTP")
struct HTTPChecksTests {
    private static let now = Date(timeIntervalSince1970: 1_767_225_600)

    @Test("an answer is taken apart")
    func answer() {
        let text = "HTTP/1.1 421 Misdirected Request\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nX: y\r\n\r\n{\"a\":1}"
        let answer = HTTPProbe.answer(in: text)
        #expect(answer.status == 421 && answer.body == "{\"a\":1}" && answer.date == Self.now)
    }

    @Test("what is no HTTP has no status", arguments: ["", "SSH-2.0-x\r\n", "HTTP/1.1", "HTTP/1.1 abc\r\n\r\n"])
    func noHTTP(text: String) { #expect(HTTPProbe.answer(in: text).status == 0) }

    @Test(
        "clocks may differ by what whole seconds hide, and no more",
        arguments: [(-60.0, Finding.Verdict.warn), (-1.5, .ok), (0, .ok), (2.5, .ok), (3.5, .warn), (3_600, .warn)]
    )
    func clock(difference: Double, verdict: Finding.Verdict) {
        #expect(HTTPChecks.clock(Self.now, now: Self.now.addingTimeInterval(difference))?.verdict == verdict)
    }

    @Test("a server that tells no time is not judged by it")
    func noClock() { #expect(HTTPChecks.clock(nil, now: Self.now) == nil) }
}
