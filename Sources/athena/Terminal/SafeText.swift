internal import AthenaCore

/// Stored text made harmless for a terminal: nothing in it can move the cursor, change colours or reorder a line.
enum SafeText {
    /// One line: control characters are gone, and every kind of white space is one space.
    static func line(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var isSpaceDue = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                isSpaceDue = !scalars.isEmpty
            } else if scalar.isHarmless {
                if isSpaceDue { scalars.append(" ") }
                isSpaceDue = false
                scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    /// Several lines: as they are, without control characters.
    static func lines(_ text: String) -> [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
            var scalars = String.UnicodeScalarView()
            for scalar in line.unicodeScalars where scalar == "\t" || scalar.isHarmless {
                scalars.append(scalar == "\t" ? " " : scalar)
            }
            return String(scalars)
        }
    }

    /// JSON in which every character that is not harmless is written as an escape; the value stays the same.
    static func json(_ text: String) -> String {
        guard !text.unicodeScalars.allSatisfy(\.isHarmless) else { return text }
        return text.unicodeScalars.reduce(into: "") { safe, scalar in
            guard !scalar.isHarmless else { return safe.unicodeScalars.append(scalar) }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                safe += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
    }
}
