import AthenaJSON
import Testing

@Suite struct JSONLimitsTests {
    private func nested(_ depth: Int, _ open: String, _ close: String) -> String {
        String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
    }

    @Test("64 levels are read and the 65th is refused where it opens", arguments: [("[", "]"), ("{\"a\":", "}")])
    func depth(open: String, close: String) throws {
        #expect(throws: Never.self) { try JSON(parsing: nested(64, open, close)) }
        let error = try #require(throws: JSONError.self) { try JSON(parsing: nested(65, open, close)) }
        #expect(error.code == .tooDeep)
        #expect(error.offset == 64 * open.utf8.count)
    }

    @Test("a million brackets are refused at once")
    func deepNesting() throws {
        let error = try #require(throws: JSONError.self) {
            try JSON(parsing: [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000))
        }
        #expect(error.code == .tooDeep)
    }

    @Test("no limit goes deeper than recursion can")
    func deepest() throws {
        let limits = JSONLimits(maxDepth: .max)
        #expect(limits.maxDepth == JSONLimits.deepest)
        let value = try JSON(parsing: nested(JSONLimits.deepest, "[", "]"), limits: limits)
        #expect(value.text == nested(JSONLimits.deepest, "[", "]"))
        #expect(throws: JSONError.self) { try JSON(parsing: nested(JSONLimits.deepest + 1, "[", "]"), limits: limits) }
    }

    @Test("20,000 values are read and one more is refused")
    func nodes() throws {
        func list(_ count: Int) -> String { "[" + Array(repeating: "0", count: count).joined(separator: ",") + "]" }
        #expect(try JSON(parsing: list(19_999)).arrayValue?.count == 19_999)
        let error = try #require(throws: JSONError.self) { try JSON(parsing: list(20_000)) }
        #expect(error.code == .tooManyNodes)
    }

    @Test("a document of as many bytes as allowed is read and one more byte is refused before reading")
    func bytes() throws {
        let limits = JSONLimits(maxBytes: 10)
        #expect(throws: Never.self) { try JSON(parsing: "[1,2,3,44]", limits: limits) }
        let error = try #require(throws: JSONError.self) { try JSON(parsing: "not even JSON", limits: limits) }
        #expect(error.code == .tooLarge)
        #expect(JSONLimits.standard.maxBytes == 4 << 20)
    }

    @Test("an object of 20,000 names is read in time that grows with its size, not with its square")
    func manyNames() throws {
        func object(_ count: Int) -> [UInt8] {
            Array(("{" + (0..<count).map { "\"key\($0)\":0" }.joined(separator: ",") + "}").utf8)
        }
        let (small, large) = try (Self.fastest(object(2_000)), Self.fastest(object(20_000)))
        #expect(large < small * 40, "2,000 names took \(small), 20,000 took \(large)")
    }

    @Test("names that are one by canonical equivalence cannot make reading slow")
    func collidingNames() throws {
        // Fifteen letters, each written in one of two ways: 2^14 names that Swift's own String holds for equal.
        let names = (0..<16_384).map { number in
            (0..<15).map { number >> $0 & 1 == 0 ? "\u{E9}" : "e\u{301}" }.joined()
        }
        func object(_ names: [String]) -> [UInt8] {
            Array(("{" + names.map { "\"\($0)\":0" }.joined(separator: ",") + "}").utf8)
        }
        let colliding = object(names)
        #expect(try JSON(parsing: colliding).objectValue?.count == 16_384)
        let length = (colliding.count / names.count) - 8
        let plain = object(names.indices.map { "\($0)-" + String(repeating: "x", count: length) })
        let (usual, time) = try (Self.fastest(plain), Self.fastest(colliding))
        #expect(time < usual * 20, "plain names took \(usual), names that are one took \(time)")
    }

    /// The best of some readings, so that what else the machine does is left out.
    private static func fastest(_ bytes: [UInt8]) throws -> Duration {
        let limits = JSONLimits(maxNodes: 100_000)
        let clock = ContinuousClock()
        var fastest = Duration.seconds(60)
        for _ in 0..<5 {
            let start = clock.now
            _ = try JSON(parsing: bytes, limits: limits)
            fastest = min(fastest, start.duration(to: clock.now))
        }
        return fastest
    }
}
