/// The text of a statement, made of literals of this program alone, so that no input can ever become SQL.
///
/// Parameters are written `$1`, `$2` …; a connection rewrites them once where its database wants another form. A
/// single literal is told apart by where it stands in the program, so that finding its prepared statement costs no
/// comparison of texts.
package struct SQLText: Sendable, Hashable, ExpressibleByStringLiteral {
    private enum Source: Sendable, Hashable {
        case literal(address: UInt, bytes: Int)
        case joined(String, hash: Int)
    }

    private let source: Source
    private let literal: StaticString

    /// Takes a literal; there is no way to pass a computed text.
    package init(stringLiteral literal: StaticString) {
        source =
            literal.hasPointerRepresentation
            ? .literal(address: UInt(bitPattern: unsafe literal.utf8Start), bytes: literal.utf8CodeUnitCount)
            : .joined(literal.description, hash: literal.description.hashValue)
        self.literal = literal
    }

    private init(joined text: String) {
        source = .joined(text, hash: text.hashValue)
        literal = ""
    }

    /// The statement.
    package var text: String {
        if case .joined(let text, _) = source { text } else { literal.description }
    }

    /// Two pieces, one behind the other.
    package static func + (left: SQLText, right: SQLText) -> SQLText { SQLText(joined: left.text + right.text) }

    package static func == (left: SQLText, right: SQLText) -> Bool { left.source == right.source }

    /// A joined text is hashed once, when it is made.
    package func hash(into hasher: inout Hasher) {
        switch source {
        case .literal(let address, let bytes):
            hasher.combine(address)
            hasher.combine(bytes)
        case .joined(_, let hash): hasher.combine(hash)
        }
    }

    /// The place of the parameter with this number.
    static func parameter(_ number: Int) -> SQLText { SQLText(joined: "$\(number)") }
}
