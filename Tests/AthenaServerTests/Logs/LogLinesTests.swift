import AthenaCore
import AthenaJSON
import AthenaServer
import Foundation
import Logging
import Testing

@Suite("Log lines")
struct LogLinesTests {
    func lines(_ form: LogLines.Form, _ body: (Logger) -> Void) throws -> [String] {
        let folder = try TemporaryFolder()
        let path = folder.path + "/log"
        let sink = try LogSink.file(path)
        let handler = LogLines(form: form, level: .info, time: ManualClock().time, sink: sink)
        body(Logger(label: "test") { _ in handler })
        return try PrivateFile.read(path).split(separator: "\n").map(String.init)
    }

    @Test("a line for programs is one JSON object")
    func writesJSON() throws {
        let lines = try lines(.json) { logger in
            logger.record(.debug, "too quiet")
            logger.record(.warning, "two\nlines", [.tool: "claim_task", .errorCode: "lease_lost"])
        }
        #expect(lines.count == 1)
        let json = try JSON(parsing: lines[0])
        #expect(json["ts"] == "2027-01-15T08:00:00.000Z")
        #expect(json["level"] == "warning" && json["msg"] == "two\nlines")
        #expect(json["tool"] == "claim_task" && json["error.code"] == "lease_lost")
    }

    @Test("a line for people stays one line and cannot move their cursor")
    func writesText() throws {
        let lines = try lines(.text) { $0.record(.error, "a\u{1B}[2Jb\nc", [.reason: "x\r"]) }
        #expect(lines == ["2027-01-15T08:00:00.000Z error a\u{FFFD}[2Jb\u{FFFD}c reason=x\u{FFFD}"])
    }

    @Test("a log that is full starts anew and keeps two of those before")
    func rotates() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/log"
        let sink = try LogSink.file(path, limit: 10)
        for word in ["first", "second", "third", "fourth"] { sink.write(Array("\(word)!\n".utf8)) }
        #expect(try PrivateFile.read(path) == "fourth!\n")
        #expect(try PrivateFile.read(path + ".1") == "third!\n")
        #expect(try PrivateFile.read(path + ".2") == "second!\n")
        #expect(try FileFacts(path).rights == 0o600)
    }

    @Test(
        "times are written as the calendar has them",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        ]
    )
    func writesTimes(milliseconds: Int64, text: String) {
        #expect(Timestamp.text(milliseconds) == text)
    }
}
