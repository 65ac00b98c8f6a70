/// A string that is equal to another only when their UTF-8 bytes are, for keys of sets and dictionaries.
///
/// Swift's own `String` hashes and compares by canonical equivalence: a writer could then make thousands of different
/// names collide, and two names that are different in JSON would be one.
struct ByteString: Sendable, Hashable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (left: ByteString, right: ByteString) -> Bool {
        left.text.hasSameBytes(as: right.text)
    }

    func hash(into hasher: inout Hasher) {
        let bytes = text.utf8Span.span
        var word: UInt64 = 0
        for index in bytes.indices {
            word = word << 8 | UInt64(bytes[index])
            if index & 7 == 7 {
                hasher.combine(word)
                word = 0
            }
        }
        hasher.combine(word)
        hasher.combine(bytes.count)
    }
}

extension String {
    /// Whether both consist of the same UTF-8 bytes.
    package func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let bytes = utf8Span.span
        let others = other.utf8Span.span
        for index in bytes.indices where bytes[index] != others[index] { return false }
        return true
    }

    /// Whether it stands before another one in the order of UTF-8 bytes.
    func precedesInBytes(_ other: String) -> Bool {
        utf8.lexicographicallyPrecedes(other.utf8)
    }

    /// Whether it contains U+0000.
    var containsNUL: Bool {
        let bytes = utf8Span.span
        for index in bytes.indices where bytes[index] == 0 { return true }
        return false
    }
}
