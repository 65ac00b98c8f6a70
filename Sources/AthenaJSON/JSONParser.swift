/// Reads a document by recursive descent over bytes that are passed along, so that nothing is copied but texts.
struct JSONParser {
    let limits: JSONLimits
    var position = 0
    private var nodes = 0

    init(limits: JSONLimits) {
        self.limits = limits
    }

    mutating func parseDocument(_ bytes: Span<UInt8>) throws(JSONError) -> JSON {
        guard bytes.count <= limits.maxBytes else {
            let reason = "the document has \(bytes.count) bytes, more than the limit of \(limits.maxBytes)"
            throw JSONError(.tooLarge, at: limits.maxBytes, reason)
        }
        skipSpace(bytes)
        let value = try parseValue(bytes, depth: 0)
        skipSpace(bytes)
        guard position == bytes.count else { throw unexpected(bytes, wanted: "nothing behind the document") }
        return value
    }

    private mutating func parseValue(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) -> JSON {
        guard nodes < limits.maxNodes else {
            throw JSONError(.tooManyNodes, at: position, "the document holds more than \(limits.maxNodes) values")
        }
        nodes += 1
        guard position < bytes.count else { throw unexpected(bytes, wanted: "a value") }
        switch bytes[position] {
        case Ascii.quote: return .string(try parseString(bytes))
        case Ascii.openBrace: return .object(try parseObject(bytes, depth: depth))
        case Ascii.openBracket: return .array(try parseArray(bytes, depth: depth))
        case Ascii.minus, Ascii.zero...Ascii.nine: return try parseNumber(bytes)
        case UInt8(ascii: "t"): return try parseWord("true", bytes, as: true)
        case UInt8(ascii: "f"): return try parseWord("false", bytes, as: false)
        case UInt8(ascii: "n"): return try parseWord("null", bytes, as: nil)
        default: throw unexpected(bytes, wanted: "a value")
        }
    }

    private mutating func parseObject(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) -> JSONObject {
        try open(depth: depth)
        skipSpace(bytes)
        if accept(Ascii.closeBrace, bytes) { return JSONObject() }
        var members: [JSONObject.Member] = []
        // Most objects of a message have three or four, and growing from one to two to four would copy them.
        members.reserveCapacity(4)
        var names = NameCheck()
        while true {
            let start = position
            guard start < bytes.count, bytes[start] == Ascii.quote else {
                throw unexpected(bytes, wanted: "a name in double quotes")
            }
            let name = try parseString(bytes)
            guard names.insert(name, among: members) else {
                throw JSONError(.duplicateKey, at: start, "the name '\(name.excerpt)' stands twice in one object")
            }
            skipSpace(bytes)
            guard accept(Ascii.colon, bytes) else { throw unexpected(bytes, wanted: "':' behind the name") }
            skipSpace(bytes)
            let value = try parseValue(bytes, depth: depth + 1)
            members.append(JSONObject.Member(name: name, value: value))
            skipSpace(bytes)
            if accept(Ascii.closeBrace, bytes) { return JSONObject(uniqueMembers: members) }
            guard accept(Ascii.comma, bytes) else { throw unexpected(bytes, wanted: "',' or '}'") }
            skipSpace(bytes)
        }
    }

    private mutating func parseArray(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) -> [JSON] {
        try open(depth: depth)
        skipSpace(bytes)
        if accept(Ascii.closeBracket, bytes) { return [] }
        var values: [JSON] = []
        while true {
            values.append(try parseValue(bytes, depth: depth + 1))
            skipSpace(bytes)
            if accept(Ascii.closeBracket, bytes) { return values }
            guard accept(Ascii.comma, bytes) else { throw unexpected(bytes, wanted: "',' or ']'") }
            skipSpace(bytes)
        }
    }

    /// Steps over the opening bracket; `depth` is the number of containers around this one.
    private mutating func open(depth: Int) throws(JSONError) {
        guard depth < limits.maxDepth else {
            throw JSONError(.tooDeep, at: position, "the document nests more than \(limits.maxDepth) levels deep")
        }
        position += 1
    }

    private mutating func parseWord(_ word: String, _ bytes: Span<UInt8>, as value: JSON) throws(JSONError) -> JSON {
        for expected in word.utf8 {
            guard accept(expected, bytes) else { throw unexpected(bytes, wanted: "the word \(word)") }
        }
        return value
    }
}

extension JSONParser {
    /// Steps over a byte if it is the next one.
    mutating func accept(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    mutating func skipSpace(_ bytes: Span<UInt8>) {
        while position < bytes.count {
            switch bytes[position] {
            case Ascii.space, Ascii.newline, Ascii.carriageReturn, Ascii.tab: position += 1
            default: return
            }
        }
    }

    /// The last byte before the current position that is no white space.
    private func lastSign(_ bytes: Span<UInt8>) -> UInt8? {
        var index = position - 1
        while index >= 0, bytes[index] <= Ascii.space { index -= 1 }
        return index >= 0 ? bytes[index] : nil
    }

    /// The error for what stands at the current position.
    func unexpected(_ bytes: Span<UInt8>, wanted: String) -> JSONError {
        guard position < bytes.count else {
            return JSONError(.syntax, at: position, "the document ends too early, expected \(wanted)")
        }
        let byte = bytes[position]
        let found = byte > 0x20 && byte < 0x7F ? "'\(Unicode.Scalar(byte))'" : "byte 0x\(String(byte, radix: 16))"
        let hint =
            switch byte {
            case UInt8(ascii: "'"): "; texts stand in double quotes"
            case Ascii.closeBrace, Ascii.closeBracket:
                lastSign(bytes) == Ascii.comma ? "; drop the comma before it" : ""
            case UInt8(ascii: "/"), UInt8(ascii: "#"): "; JSON has no comments"
            case 0xEF where position == 0: "; send no byte order mark"
            default: ""
            }
        return JSONError(.syntax, at: position, "found \(found), expected \(wanted)\(hint)")
    }
}
