/// Stored text made harmless for a terminal: nothing in it can move the cursor, change colours or reorder a line.
enum SafeText {
    /// One line: control characters are gone, and every kind of white space is one space.
    static func line(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var isSpaceDue = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                isSpaceDue = !scalars.isEmpty
            } else if isHarmless(scalar) {
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
            for scalar in line.unicodeScalars where scalar == "\t" || isHarmless(scalar) {
                scalars.append(scalar == "\t" ? " " : scalar)
            }
            return String(scalars)
        }
    }

    /// Refuses C0, DEL, C1, marks and embeddings of writing direction, line separators and invisible tags.
    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F: false
        case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: false
        case 0xE0000...0xE007F: false
        default: true
        }
    }
}
