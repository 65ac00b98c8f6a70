/// How a stored JSON text goes into an export: as a value, or as a text where it would make its line too deep or hold too
/// many values to be read again.
package enum StoredText {
    private static let mostValues = 1_000
    private static let deepest = 40

    /// Whether the text is written as a text.
    package static func isWrittenAsText(_ json: String) -> Bool {
        Shape(json).isTooLarge
    }

    /// About how many values it adds to a line.
    static func values(in json: String) -> Int {
        let shape = Shape(json)
        return shape.isTooLarge ? 1 : shape.values
    }

    /// How many values a JSON text holds, names of members not counted, and how deep they stand.
    private struct Shape {
        private(set) var values = 1
        private(set) var depth = 0
        private var open = 0
        private var isInText = false
        private var isEscaped = false

        init(_ json: String) {
            for byte in json.utf8 { take(byte) }
        }

        var isTooLarge: Bool { values > mostValues || depth > deepest }

        private mutating func take(_ byte: UInt8) {
            if isInText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
                return
            }
            switch byte {
            case UInt8(ascii: "\""): isInText = true
            case UInt8(ascii: ","): values += 1
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                values += 1
                open += 1
                depth = max(depth, open)
            case UInt8(ascii: "]"), UInt8(ascii: "}"): open -= 1
            default: break
            }
        }
    }
}
