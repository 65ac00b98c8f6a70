/// The text of a statement, made of literals of this program alone, so that no input can ever become SQL.
///
/// Parameters are written `$1`, `$2` …; a connection rewrites them once where its database wants another form. A
/// single literal is told apart by where it stands in the program, so that finding its prepared statement costs no
/// comparison of texts.
package struct SQLText: Sendable, Hashable, ExpressibleByStringLiteral {
    private enum Source: Sendable, Hashable {
        case literal(address: UInt, bytes: Int)
        case joined(String)
    }

    private let source: Source
    private let literal: StaticString

    /// Takes a literal; there is no way to pass a computed text.
    package init(stringLiteral literal: StaticString) {
        source = literal.hasPointerRepresentation
            ? .literal(address: UInt(bitPattern: unsafe literal.utf8Start), bytes: literal.utf8CodeUnitCount)
            : .joined(literal.description)
        self.literal = literal
    }

    private init(joined text: String) {
        source = .joined(text)
        literal = ""
    }

    /// The statement.
    package var text: String {
        if case .joined(let text) = source { text } else { literal.description }
    }

    /// Two pieces, one behind the other.
    package static func + (left: SQLText, right: SQLText) -> SQLText { SQLText(joined: left.text + right.text) }

    package static func == (left: SQLText, right: SQLText) -> Bool { left.source == right.source }

    package func hash(into hasher: inout Hasher) { hasher.combine(source) }
}
