extension Unicode.Scalar {
    /// Whether showing it cannot move a cursor, change colours, reorder a line or hide anything.
    ///
    /// Refuses C0, DEL, C1, marks and embeddings of writing direction, line separators and invisible tags.
    package var isHarmless: Bool {
        switch value {
        case 0..<0x20, 0x7F...0x9F: false
        case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: false
        case 0xE0000...0xE007F: false
        default: true
        }
    }
}
