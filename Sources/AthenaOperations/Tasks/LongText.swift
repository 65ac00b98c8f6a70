internal import AthenaJSON

/// A text that may be too long for one answer, shown in parts.
struct LongText {
    /// What the answer calls it.
    let name: String
    let text: String

    /// The part from `offset` bytes on that takes at most `room` bytes in JSON, and where the next part begins.
    ///
    /// Nil for an offset at which no part begins.
    func part(from offset: Int, room: Int) -> (text: String, next: Int?)? {
        let bytes = text.utf8
        guard (0..<max(bytes.count, 1)).contains(offset) else { return nil }
        let start = bytes.index(bytes.startIndex, offsetBy: offset)
        guard let start = start.samePosition(in: text.unicodeScalars) else { return nil }
        var end = start
        var left = room
        while end < text.unicodeScalars.endIndex {
            left -= text.unicodeScalars[end].mostBytesInJSON
            guard left >= 0 else { break }
            end = text.unicodeScalars.index(after: end)
        }
        let part = String(text.unicodeScalars[start..<end])
        return (part, end < text.unicodeScalars.endIndex ? offset + part.utf8.count : nil)
    }

    /// The size above which texts have to be cut so that all together take at most `room`: those below it are left
    /// whole, and what they do not need goes to the others.
    static func level(of sizes: [Int], room: Int) -> Int {
        var left = room
        var level = Int.max
        for (position, size) in sizes.sorted().enumerated() {
            level = left / (sizes.count - position)
            guard size <= level else { return max(level, 0) }
            left -= size
        }
        return Int.max
    }
}

extension Unicode.Scalar {
    /// An upper bound of what the character takes in a JSON text.
    fileprivate var mostBytesInJSON: Int {
        switch value {
        case 0x22, 0x5C: 2
        case 0..<0x20: 6
        case ..<0x80: 1
        case ..<0x800: 2
        case ..<0x10000: 3
        default: 4
        }
    }
}

extension String {
    /// The longest beginning that takes at most `room` bytes in JSON.
    func cut(toBytesInJSON room: Int) -> String {
        LongText(name: "", text: self).part(from: 0, room: room)?.text ?? ""
    }
}
