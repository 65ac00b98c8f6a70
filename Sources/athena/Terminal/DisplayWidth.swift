extension String {
    /// How many columns of a terminal the text takes.
    var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

    /// The longest beginning of at most `width` columns, with an ellipsis where something is missing.
    func cut(toWidth width: Int) -> String {
        guard displayWidth > width else { return self }
        var left = max(width, 1) - 1
        let kept = prefix { character in
            left -= character.displayWidth
            return left >= 0
        }
        return kept + "…"
    }

    /// The text followed, or led, by spaces up to `width` columns.
    func padded(to width: Int, leading: Bool = false) -> String {
        let spaces = String(repeating: " ", count: max(width - displayWidth, 0))
        return leading ? spaces + self : self + spaces
    }
}

extension Character {
    /// 0 for marks that join the character before them, 2 for wide East Asian characters and emoji, else 1.
    fileprivate var displayWidth: Int { unicodeScalars.map(\.displayWidth).max() ?? 0 }
}

extension Unicode.Scalar {
    fileprivate var displayWidth: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        if properties.isEmojiPresentation { return 2 }
        switch value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
