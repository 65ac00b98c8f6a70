/// Writes the two things a stream of events consists of.
enum ServerSentEvents {
    /// A comment, which keeps proxies from closing a silent stream.
    static let keepAlive = Array(":\n\n".utf8)

    /// One event. A line break inside a message would end the event early, so each line gets its own field.
    static func event(_ message: [UInt8]) -> [UInt8] {
        var bytes = Array("event: message\n".utf8)
        bytes.reserveCapacity(message.count + 32)
        for line in lines(of: message) {
            bytes.append(contentsOf: "data: ".utf8)
            bytes.append(contentsOf: line)
            bytes.append(UInt8(ascii: "\n"))
        }
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    /// Splits at LF, CR and CRLF, as a reader of events does.
    private static func lines(of message: [UInt8]) -> [ArraySlice<UInt8>] {
        let carriageReturn = UInt8(ascii: "\r")
        let lineFeed = UInt8(ascii: "\n")
        guard message.contains(where: { $0 == carriageReturn || $0 == lineFeed }) else { return [message[...]] }
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        var index = 0
        while index < message.count {
            if message[index] == carriageReturn || message[index] == lineFeed {
                lines.append(message[start..<index])
                let isPair =
                    message[index] == carriageReturn && index + 1 < message.count && message[index + 1] == lineFeed
                index += isPair ? 1 : 0
                start = index + 1
            }
            index += 1
        }
        lines.append(message[start...])
        return lines
    }
}
