extension JSON {
    /// The value as compact JSON, members in order.
    public var bytes: [UInt8] {
        written(in: JSONWriter.Style())
    }

    /// The value as compact JSON, members in order.
    public var text: String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// The value as compact JSON with the members of every object sorted by the UTF-8 bytes of their names: what to hash.
    ///
    /// Two values that differ only in the order of members have the same canonical bytes. `1` and `1.0` differ.
    public var canonicalBytes: [UInt8] {
        written(in: JSONWriter.Style(sortsNames: true))
    }

    /// The value over several lines, indented by two spaces, for people.
    public var prettyText: String {
        var printer = PrettyPrinter()
        printer.print(self)
        return printer.writer.text
    }

    /// Bytes that are equal exactly for values that are the same to JSON Schema.
    var equivalenceBytes: [UInt8] {
        written(in: JSONWriter.Style(sortsNames: true, foldsWholeDoubles: true))
    }

    private func written(in style: JSONWriter.Style) -> [UInt8] {
        var writer = JSONWriter(style: style, reservingCapacity: 256)
        writer.value(self)
        return writer.bytes
    }
}

extension JSON: CustomStringConvertible {
    /// The same as ``text``.
    public var description: String { text }
}

/// Lays a value out over lines; empty arrays and objects stay on one.
private struct PrettyPrinter {
    var writer = JSONWriter()
    private var depth = 0

    mutating func print(_ value: JSON) {
        switch value {
        case .array(let values) where !values.isEmpty:
            printLines(values, between: Ascii.openBracket, and: Ascii.closeBracket) { $0.print($1) }
        case .object(let members) where !members.isEmpty:
            printLines(members, between: Ascii.openBrace, and: Ascii.closeBrace) { printer, member in
                printer.writer.name(member.name)
                printer.writer.bytes.append(Ascii.space)
                printer.print(member.value)
            }
        default:
            writer.value(value)
        }
        writer.needsComma = false
    }

    private mutating func printLines<Element>(
        _ elements: some Sequence<Element>,
        between open: UInt8,
        and close: UInt8,
        _ printElement: (inout PrettyPrinter, Element) -> Void
    ) {
        var separator = open
        depth += 1
        for element in elements {
            writer.bytes.append(separator)
            breakLine()
            printElement(&self, element)
            separator = Ascii.comma
        }
        depth -= 1
        breakLine()
        writer.bytes.append(close)
    }

    private mutating func breakLine() {
        writer.bytes.append(Ascii.newline)
        for _ in 0..<depth { writer.bytes.append(contentsOf: "  ".utf8) }
    }
}
