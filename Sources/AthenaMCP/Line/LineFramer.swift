/// Cuts a stream of bytes into lines.
///
/// It looks at bytes, never at characters: to Swift `\r\n` is one character. A line over the limit is reported once and
/// skipped, and the stream goes on behind it.
package struct LineFramer: Sendable {
    /// What stands between two line breaks.
    package enum Frame: Sendable, Hashable {
        /// A line without its line break.
        case line([UInt8])
        /// A line that was too long to keep.
        case tooLong
    }

    private let limit: Int
    private var buffer: [UInt8] = []
    private var isSkipping = false

    /// Creates a framer that keeps lines of at most `limit` bytes.
    package init(limit: Int) {
        self.limit = limit
    }

    /// Takes the next bytes and answers the lines that are complete. Empty lines are left out.
    package mutating func feed(_ chunk: [UInt8]) -> [Frame] {
        var frames: [Frame] = []
        var rest = chunk[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            if let tooLong = keep(rest[..<end]) { frames.append(tooLong) }
            if let line = finish() { frames.append(line) }
            rest = rest[(end + 1)...]
        }
        if let tooLong = keep(rest) { frames.append(tooLong) }
        return frames
    }

    /// Ends the current line, at a line break or at the end of the stream.
    package mutating func finish() -> Frame? {
        defer {
            buffer = []
            isSkipping = false
        }
        if isSkipping { return nil }
        if buffer.last == UInt8(ascii: "\r") { buffer.removeLast() }
        return buffer.isEmpty ? nil : .line(buffer)
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) -> Frame? {
        if isSkipping { return nil }
        // One byte of grace is for the \r that may precede the line break.
        guard buffer.count + bytes.count <= limit + 1 else {
            buffer = []
            isSkipping = true
            return .tooLong
        }
        buffer.append(contentsOf: bytes)
        return nil
    }
}
