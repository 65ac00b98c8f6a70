extension JSON {
    /// Reads one JSON document, strictly by RFC 8259.
    ///
    /// Beyond the grammar it refuses what readers disagree on: invalid UTF-8, halves of surrogate pairs, a name used
    /// twice in an object, integers beyond 64 bits, numbers beyond a double, a byte order mark, and bytes behind the
    /// document. U+0000 is read; ``containsNUL`` finds it.
    public init(parsing bytes: Span<UInt8>, limits: JSONLimits = .standard) throws(JSONError) {
        var parser = JSONParser(limits: limits)
        self = try parser.parseDocument(bytes)
    }

    /// Reads one JSON document from an array of bytes, see ``init(parsing:limits:)-(Span<UInt8>,_)``.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
        try self.init(parsing: bytes.span, limits: limits)
    }

    /// Reads one JSON document from a text, see ``init(parsing:limits:)-(Span<UInt8>,_)``.
    public init(parsing text: String, limits: JSONLimits = .standard) throws(JSONError) {
        try self.init(parsing: text.utf8Span.span, limits: limits)
    }
}
