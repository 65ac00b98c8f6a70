internal import AthenaServer
internal import Foundation

/// One GET of a port of this machine.
enum HTTPProbe {
    /// What came back.
    struct Answer {
        let status: Int
        /// What the server's clock said.
        let date: Date?
        let body: String
    }

    private static let mostBytes = 16_384
    private static let patience = 2

    /// Asks, and reads until the other side ends the connection or has nothing to say for two seconds.
    static func get(_ path: String, port: UInt16, host: String) throws -> Answer {
        let connection = try LoopbackPort.connect(port)
        var limit = timeval(tv_sec: patience, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        _ = unsafe setsockopt(connection.number, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        try connection.writeAll(Array("GET \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n".utf8))
        var bytes: [UInt8] = []
        while bytes.count < mostBytes {
            // Silence ends the answer as an end of the connection does.
            guard let part = try? connection.read(upTo: mostBytes), !part.isEmpty else { break }
            bytes += part
        }
        return answer(in: String(decoding: bytes, as: UTF8.self))
    }

    /// Takes an answer apart; what is no HTTP has the status 0.
    static func answer(in text: String) -> Answer {
        let head = text.prefix { $0 != "\r\n" }.split(separator: " ")
        let isHTTP = head.first?.hasPrefix("HTTP/") == true
        let parts = text.components(separatedBy: "\r\n\r\n")
        let date = (parts.first ?? "").components(separatedBy: "\r\n").first { $0.lowercased().hasPrefix("date:") }
        return Answer(
            status: isHTTP && head.count > 1 ? Int(head[1]) ?? 0 : 0,
            date: date.flatMap { moment($0.dropFirst(5).trimmingCharacters(in: .whitespaces)) },
            body: parts.dropFirst().joined(separator: "\r\n\r\n")
        )
    }

    private static func moment(_ text: String) -> Date? {
        let form = DateFormatter()
        form.locale = Locale(identifier: "en_US_POSIX")
        form.timeZone = TimeZone(secondsFromGMT: 0)
        form.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return form.date(from: text)
    }
}
