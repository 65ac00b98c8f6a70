internal import AthenaCore

extension Base64URL {
    /// The whole text of some bytes.
    static func text(of bytes: [UInt8]) -> String { prefix(of: bytes, length: (bytes.count * 4 + 2) / 3) }

    /// The bytes that a text without padding stands for; nil for what `text(of:)` does not write.
    static func bytes(in text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for character in text.utf8 {
            guard let value = value(of: character) else { return nil }
            buffer = ((buffer << 6) | value) & 0xFFFF
            bits += 6
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
        }
        let isWhole = bits < 6 && buffer & ((1 << bits) - 1) == 0
        return isWhole ? bytes : nil
    }

    private static func value(of character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - 65)
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - 71)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character + 4)
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
