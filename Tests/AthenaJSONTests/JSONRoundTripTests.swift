import AthenaJSON
import AthenaTestKit
import Testing

@Suite struct JSONRoundTripTests {
    @Test("a random value is read back as it was written, in every form", arguments: 0..<10 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        for _ in 0..<50 {
            let value = random.value(depth: 4)
            let limits = JSONLimits(maxNodes: 1_000_000)
            #expect(try JSON(parsing: value.bytes, limits: limits) == value)
            #expect(try JSON(parsing: value.text, limits: limits) == value)
            #expect(try JSON(parsing: value.prettyText, limits: limits) == value)
            let canonical = try JSON(parsing: value.canonicalBytes, limits: limits)
            #expect(canonical.isEquivalent(to: value))
            #expect(canonical.bytes == value.canonicalBytes)
        }
    }

    @Test("a random double is read back to the last bit", arguments: 0..<10 as Range<UInt64>)
    func doubles(seed: UInt64) throws {
        var random = Dice(seed: seed)
        for _ in 0..<500 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else { continue }
            #expect(try JSON(parsing: JSON.double(value).bytes).doubleValue?.bitPattern == value.bitPattern)
        }
    }

    @Test(
        "a document with random bytes changed is read or refused, and what is read can be written",
        arguments: 0..<20 as Range<UInt64>
    )
    func damage(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        for _ in 0..<60 {
            var bytes = random.value(depth: 4).bytes
            for _ in 0..<Int.random(in: 1...3, using: &random.generator) {
                let place = Int.random(in: bytes.indices, using: &random.generator)
                bytes[place] = UInt8.random(in: .min ... .max, using: &random.generator)
            }
            guard let value = try? JSON(parsing: bytes) else { continue }
            #expect(try JSON(parsing: value.bytes) == value)
        }
    }
}

/// Makes values of every kind, with texts and numbers that are easily got wrong.
struct RandomJSON {
    var generator: Dice

    init(seed: UInt64) {
        generator = Dice(seed: seed)
    }

    mutating func value(depth: Int) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .integer(Int64(bitPattern: generator.next()) >> Int64.random(in: 0..<64, using: &generator))
        case 3: return .double(double())
        case 4, 5: return .string(text())
        case 6: return .array((0..<count(6)).map { _ in value(depth: depth - 1) })
        default: return .object(JSONObject((0..<count(8)).map { _ in (text(), value(depth: depth - 1)) }))
        }
    }

    private mutating func count(_ limit: Int) -> Int {
        Int.random(in: 0...limit, using: &generator)
    }

    private mutating func double() -> Double {
        let value = Double(bitPattern: generator.next())
        return value.isFinite ? value : Double(generator.next() >> 40) / 8
    }

    private mutating func text() -> String {
        let pool: [Unicode.Scalar] = [
            "a", "Z", "\"", "\\", "/", "\n", "\u{0}", "\u{1F}", "\u{7F}", "é", "\u{301}", "€", "😀", " ",
        ]
        var text = ""
        for _ in 0..<count(20) { text.unicodeScalars.append(pool.randomElement(using: &generator) ?? "a") }
        return text
    }
}
