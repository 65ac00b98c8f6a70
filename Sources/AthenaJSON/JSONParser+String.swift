extension JSONParser {
    /// Reads a text; the current byte is its opening quote.
    mutating func parseString(_ bytes: Span<UInt8>) throws(JSONError) -> String {
        position += 1
        let start = position
        try skipRun(bytes)
        let text = bytes.extracting(start..<position)
        if accept(Ascii.quote, bytes) { return try validated(text, at: start) }
        return try parseEscaped(bytes, from: start)
    }

    /// Steps to the next quote, backslash or end; a control character on the way is an error.
    private mutating func skipRun(_ bytes: Span<UInt8>) throws(JSONError) {
        var index = position
        let end = bytes.count
        while index < end {
            let byte = bytes[index]
            if byte == Ascii.quote || byte == Ascii.backslash || byte < Ascii.space { break }
            index += 1
        }
        position = index
        guard index < end else { throw unexpected(bytes, wanted: "the closing '\"' of a text") }
        guard bytes[index] >= Ascii.space else {
            let code = String(bytes[index], radix: 16)
            throw JSONError(.syntax, at: index, "control character 0x\(code) in a text must be escaped, such as \\n")
        }
    }

    private func validated(_ text: Span<UInt8>, at start: Int) throws(JSONError) -> String {
        do {
            return String(copying: try UTF8Span(validating: text))
        } catch {
            throw JSONError(.invalidUTF8, at: start + error.byteOffsets.lowerBound, "a text is not valid UTF-8")
        }
    }

    /// Reads the rest of a text that has an escape at the current position, copying the runs between escapes whole.
    private mutating func parseEscaped(_ bytes: Span<UInt8>, from start: Int) throws(JSONError) -> String {
        var text: [UInt8] = []
        var runStart = start
        while true {
            text.append(run: bytes.extracting(runStart..<position))
            guard accept(Ascii.backslash, bytes) else { break }
            try parseEscape(bytes, into: &text)
            runStart = position
            try skipRun(bytes)
        }
        let end = position
        position += 1
        // Escapes are ASCII and make valid UTF-8, so the source is valid where the result is, and has the true offsets.
        _ = try validated(bytes.extracting(start..<end), at: start)
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads what stands behind a backslash.
    private mutating func parseEscape(_ bytes: Span<UInt8>, into text: inout [UInt8]) throws(JSONError) {
        guard position < bytes.count else { throw unexpected(bytes, wanted: "an escape") }
        let byte = bytes[position]
        switch byte {
        case Ascii.quote, Ascii.backslash, UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "u"):
            position += 1
            let scalar = try parseScalar(bytes)
            for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { text.append(unit) }
            return
        default: throw unexpected(bytes, wanted: "one of \" \\ / b f n r t u behind the backslash")
        }
        position += 1
    }

    /// Reads the digits of a `\u` escape, and the second escape of a surrogate pair.
    private mutating func parseScalar(_ bytes: Span<UInt8>) throws(JSONError) -> Unicode.Scalar {
        let start = position - 2
        let first = try parseHex(bytes)
        if let scalar = Unicode.Scalar(first) { return scalar }
        if first < 0xDC00, accept(Ascii.backslash, bytes), accept(UInt8(ascii: "u"), bytes) {
            let second = try parseHex(bytes)
            if second >= 0xDC00, second < 0xE000,
                let scalar = Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF)
            {
                return scalar
            }
        }
        throw JSONError(.loneSurrogate, at: start, "an escaped surrogate needs its other half, such as \\ud83d\\ude00")
    }

    private mutating func parseHex(_ bytes: Span<UInt8>) throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard position < bytes.count, let digit = Unicode.Scalar(bytes[position]).hexDigit else {
                throw unexpected(bytes, wanted: "four hexadecimal digits behind \\u")
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }
}

extension Unicode.Scalar {
    fileprivate var hexDigit: UInt32? {
        switch self {
        case "0"..."9": value - 0x30
        case "a"..."f": value - 0x57
        case "A"..."F": value - 0x37
        default: nil
        }
    }
}

extension [UInt8] {
    /// Appends bytes that stand next to each other.
    mutating func append(run: Span<UInt8>) {
        // To append nothing would write its count into the storage that all empty arrays of the process share.
        if run.isEmpty { return }
        append(addingCapacity: run.count) { output in
            for index in run.indices { output.append(run[index]) }
        }
    }
}
