extension JSONWriter {
    /// Appends a text in quotes. Runs without anything to escape are copied whole.
    mutating func appendQuoted(_ text: String) {
        bytes.append(Ascii.quote)
        let units = text.utf8Span.span
        var runStart = 0
        for index in units.indices where units[index].needsEscape {
            bytes.append(run: units.extracting(runStart..<index))
            appendEscape(units[index])
            runStart = index + 1
        }
        if runStart == 0 {
            bytes.append(contentsOf: text.utf8)
        } else {
            bytes.append(run: units.extracting(runStart..<units.count))
        }
        bytes.append(Ascii.quote)
    }

    private mutating func appendEscape(_ byte: UInt8) {
        bytes.append(Ascii.backslash)
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0..<0x20:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
            bytes.append(contentsOf: String(byte & 0xF, radix: 16).utf8)
        default: bytes.append(byte)
        }
    }
}

extension UInt8 {
    fileprivate var needsEscape: Bool {
        self < Ascii.space || self == Ascii.quote || self == Ascii.backslash
    }
}
