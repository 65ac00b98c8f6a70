import AthenaJSON
import Testing

@testable import athena

@Suite("Journals of workers")
struct JournalTests {
    private static let acts = [DemoScene.act(.claimed, 1, 1, at: 10), DemoScene.act(.completed, 1, 1, at: 12)]

    private static func bytes(_ acts: [DemoAct]) -> [UInt8] { acts.flatMap { $0.json.bytes + [UInt8(ascii: "\n")] } }

    @Test("what is written is read again")
    func roundTrip() throws {
        #expect(try Journal.acts(in: Self.bytes(Self.acts)) == Self.acts)
        #expect(try Journal.acts(in: []).isEmpty)
    }

    @Test("a last line without an end is left out, because its writer was killed")
    func cutOff() throws {
        for length in 1...40 {
            let whole = Self.bytes(Self.acts)
            #expect(try Journal.acts(in: Array(whole.dropLast(length))) == Array(Self.acts.prefix(1)))
        }
    }

    @Test("any other line that is no act is told", arguments: ["{}", "{\"act\":\"slept\"}", "nonsense"])
    func broken(line: String) {
        let bytes = Array((line + "\n").utf8) + Self.bytes(Self.acts)
        #expect(throws: (any Error).self) { try Journal.acts(in: bytes) }
    }

    @Test("a lease is read from its token", arguments: [("t12.7.AAAAAAAAAAA", "t12.7"), ("t1.1.x", "t1.1")])
    func token(token: String, lease: String) {
        #expect(DemoAct(.claimed, lease: token, begun: 1, answered: 2)?.lease == lease)
    }

    @Test("what is no token is no act", arguments: ["", "t12", "t12.7", "t12.x.AAAA", "t12.7.A.B"])
    func noToken(token: String) { #expect(DemoAct(.claimed, lease: token, begun: 1, answered: 2) == nil) }
}
