extension Agent {
    /// An agent's name, which is its id within a project: 1 to 64 characters of `a-z A-Z 0-9 . _ : @ / -`.
    package struct ID: RawRepresentable, Sendable, Hashable, Comparable, CustomStringConvertible {
        package let rawValue: String

        /// Wraps a name that the store has vouched for.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// Checks a name from outside.
        package init(checking name: String) throws(AthenaError) {
            let bytes = name.utf8
            let isLegal = (1...64).contains(bytes.count) && bytes.allSatisfy(Self.isLegal)
            guard isLegal else {
                throw .invalid(
                    "The agent name \(name.quotedForMessage) is not 1 to 64 characters of letters, digits and . _ : @ / -.",
                    next: "Choose such a name, for example claude-1."
                )
            }
            self.init(rawValue: name)
        }

        package var description: String { rawValue }

        package static func < (left: ID, right: ID) -> Bool {
            left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
        }

        private static func isLegal(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "/"),
                UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }
}

extension String {
    /// The text between quotes, cut to 80 characters and free of control characters, for use in a message.
    package var quotedForMessage: String {
        let shown = unicodeScalars.prefix(80).map { $0.isHarmless ? $0 : "\u{FFFD}" }
        var text = String(String.UnicodeScalarView(shown))
        if unicodeScalars.count > 80 { text += "…" }
        return "'\(text)'"
    }
}
