/// RFC 4648 in its two alphabets, strict in both directions.
struct Base64: Sendable {
    private let alphabet: [UInt8]
    private let isPadded: Bool

    /// `+` and `/`, always padded: headers and binary contents.
    static let standard = Base64(last: "+/", isPadded: true)
    /// `-` and `_`, never padded: cursors and session ids.
    static let urlSafe = Base64(last: "-_", isPadded: false)

    private init(last: String, isPadded: Bool) {
        alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\(last)".utf8)
        self.isPadded = isPadded
    }

    /// The text for some bytes.
    func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            bits <<= UInt32(8 * (3 - group.count))
            for place in 0...group.count { text.append(alphabet[Int(bits >> UInt32(18 - 6 * place)) & 63]) }
            if isPadded { text.append(contentsOf: repeatElement(UInt8(ascii: "="), count: 3 - group.count)) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text; nil for a foreign character, wrong padding, or bits that no encoder writes.
    func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard let symbols = withoutPadding(Array(text)), symbols.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(symbols.count * 3 / 4)
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for symbol in symbols {
            guard let value = alphabet.firstIndex(of: symbol) else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
                bits &= (1 << count) - 1
            }
        }
        return bits == 0 ? bytes : nil
    }

    private func withoutPadding(_ text: [UInt8]) -> ArraySlice<UInt8>? {
        let padding = text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard isPadded else { return padding == 0 ? text[...] : nil }
        guard text.count % 4 == 0, padding <= 2 else { return nil }
        return text.dropLast(padding)
    }
}
