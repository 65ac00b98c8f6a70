extension String {
    /// The name as one part of a JSON pointer (RFC 6901).
    var escapedForPointer: String {
        replacingBytes { byte in
            switch byte {
            case UInt8(ascii: "~"): Array("~0".utf8)
            case UInt8(ascii: "/"): Array("~1".utf8)
            default: [byte]
            }
        }
    }

    /// The name that one part of a JSON pointer stands for.
    var unescapedFromPointer: String {
        var result: [UInt8] = []
        var isEscape = false
        for byte in utf8 {
            switch (isEscape, byte) {
            case (true, UInt8(ascii: "0")): result.append(UInt8(ascii: "~"))
            case (true, UInt8(ascii: "1")): result.append(UInt8(ascii: "/"))
            case (true, _): result += [UInt8(ascii: "~"), byte]
            case (false, UInt8(ascii: "~")): break
            case (false, _): result.append(byte)
            }
            isEscape = !isEscape && byte == UInt8(ascii: "~")
        }
        return String(decoding: result, as: UTF8.self)
    }

    private func replacingBytes(_ transform: (UInt8) -> [UInt8]) -> String {
        String(decoding: utf8.flatMap(transform), as: UTF8.self)
    }
}
