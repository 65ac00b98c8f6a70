/// Turns `$1` into `?1`.
///
/// SQLite takes `$1` for a name and numbers names by first appearance, so that `$2, $1` would silently swap values.
enum NumberedParameters {
    private static let dollar = UInt8(ascii: "$")
    private static let question = UInt8(ascii: "?")
    private static let quotes: Set<UInt8> = [UInt8(ascii: "'"), UInt8(ascii: "\"")]

    /// The text with its parameters rewritten; what stands in quotes is left alone.
    static func rewritten(_ sql: String) -> String {
        var bytes = Array(sql.utf8)
        var quote: UInt8?
        for index in bytes.indices {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if quotes.contains(byte) {
                quote = byte
            } else if byte == dollar, index + 1 < bytes.count, isDigit(bytes[index + 1]) {
                bytes[index] = question
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
