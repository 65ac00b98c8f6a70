/// What an agent can do and a task can require: an exact, lower-case, dotted word such as `swift.concurrency`.
///
/// Skills are compared byte for byte; there is no substring or hierarchy in a match.
package struct Skill: RawRepresentable, Sendable, Hashable, Comparable, CustomStringConvertible {
    package let rawValue: String

    /// Wraps a word that the store has vouched for.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// Checks a word from outside: 1 to 64 characters of `a-z 0-9 . _ + # -`.
    package init(checking word: String) throws(AthenaError) {
        let bytes = word.utf8
        guard (1...64).contains(bytes.count), bytes.allSatisfy(Self.isLegal) else {
            throw .invalid(
                "The skill \(word.quotedForMessage) is not 1 to 64 characters of lower-case letters, digits and . _ + # -.",
                next: "Write it like swift.concurrency or c++."
            )
        }
        self.init(rawValue: word)
    }

    package var description: String { rawValue }

    package static func < (left: Skill, right: Skill) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }

    private static func isLegal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "#"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
