import AthenaJSON
import Testing

@testable import AthenaMCP

@Suite("Texts on the wire")
struct WireTextTests {
    @Test("base64 survives a round trip, in both alphabets", arguments: 0..<40)
    func roundTrip(count: Int) {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        for base64 in [Base64.standard, .urlSafe] {
            #expect(base64.decode(base64.encode(bytes).utf8) == bytes)
        }
    }

    @Test(
        "base64 that no encoder writes is refused",
        arguments: ["A", "AA", "AA=", "AAA", "A===", "AB==", "AAB=", "AA==AA==", "AA=A", "=", "====", "A A=", "AA==\n"]
    )
    func strictness(text: String) {
        #expect(Base64.standard.decode(text.utf8) == nil)
    }

    @Test(
        "one message is one event, whatever it contains",
        arguments: ["{}", "a\nb", "a\rb", "a\r\nb", "a\n\nb", "\n", "a\r\n\r\nevent: x", ""]
    )
    func events(text: String) {
        let event = String(decoding: ServerSentEvents.event(Array(text.utf8)), as: UTF8.self)
        #expect(event.hasPrefix("event: message\ndata: "))
        #expect(event.hasSuffix("\n\n"))
        let lines = event.utf8.dropLast(2).split(separator: 10, omittingEmptySubsequences: false).map {
            String($0) ?? ""
        }
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("data: ") && !$0.utf8.contains(13) })
    }

    @Test("lines are cut at bytes", arguments: 1...9)
    func framing(size: Int) {
        let bytes = Array("a\r\n\nbb\n\r\nccccccccc\nd\r\n\u{301}e".utf8)
        var framer = LineFramer(limit: 4)
        var frames: [LineFramer.Frame] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            frames += framer.feed(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        if let rest = framer.finish() { frames.append(rest) }
        #expect(frames == ["a", "bb", nil, "d", "\u{301}e"].map { $0.map { .line(Array($0.utf8)) } ?? .tooLong })
    }

    @Test("ids that only look alike are different ids")
    func ids() {
        let composed = RequestID.string("\u{e9}")
        let decomposed = RequestID.string("e\u{301}")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed, .string("1"), .integer(1)]).count == 4)
    }

    @Test("a trace context is read when its form is right and ignored otherwise")
    func traces() {
        let good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        #expect(TraceContext(["traceparent": .string(good), "tracestate": "a=b"])?.state == "a=b")
        let zero = "00-00000000000000000000000000000000-b7ad6b7169203331-01"
        for bad in ["", "00", zero, good.uppercased(), "ff" + good.dropFirst(2), good + "-", good + "0"] {
            #expect(TraceContext(["traceparent": .string(String(bad))]) == nil, "\(bad)")
        }
    }

    @Test("the table of faults gives every fault a code and a status", arguments: ProtocolError.Fault.allCases)
    func faults(fault: ProtocolError.Fault) {
        let allowed: Set<Int64> = [-32700, -32600, -32601, -32602, -32603, -32020, -32021, -32022]
        #expect(allowed.contains(fault.code(in: .modern)))
        #expect(allowed.subtracting([-32021, -32022]).union([-32002]).contains(fault.code(in: .legacy)))
        #expect([200, 400, 404].contains(fault.status(in: .modern)))
        #expect([200, 400, 404].contains(fault.status(in: .legacy)))
    }
}
