internal import AthenaCore
internal import AthenaJSON
internal import AthenaServer
internal import Foundation

/// A client of the HTTP endpoint of a server on this machine, over one connection that it keeps.
final class HTTPClient: ToolClient {
    var nextID: Int64 = 1
    private let descriptor: Descriptor
    private let head: String
    private var buffer: [UInt8] = []

    /// Connects to a port of this machine.
    init(port: UInt16, token: String) throws {
        descriptor = try LoopbackPort.connect(port)
        head = [
            "POST /mcp?toolset=full HTTP/1.1", "Host: 127.0.0.1:\(port)", "Authorization: Bearer \(token)",
            "Content-Type: application/json", "Accept: application/json, text/event-stream",
            "MCP-Protocol-Version: \(ToolMessage.revision)", "Mcp-Method: tools/call", "",
        ].joined(separator: "\r\n")
    }

    func exchange(_ message: JSON, tool: String) throws -> JSON {
        let body = message.bytes
        let fields = "Mcp-Name: \(tool)\r\nContent-Length: \(body.count)\r\n\r\n"
        try descriptor.writeAll(Array((head + fields).utf8) + body)
        return try JSON(parsing: try readBody())
    }

    /// Reads one answer whose length its head tells, as those of the endpoint do.
    private func readBody() throws -> [UInt8] {
        let end = Array("\r\n\r\n".utf8)
        let head = String(decoding: try read(through: end), as: UTF8.self)
        let length = head.split(separator: "\r\n").compactMap { line -> Int? in
            guard line.lowercased().hasPrefix("content-length:") else { return nil }
            return Int(line.drop { $0 != ":" }.dropFirst().trimmingCharacters(in: .whitespaces))
        }
        guard let length = length.first else { throw Self.gone("it answered without a length: \(head.prefix(60))") }
        while buffer.count < length { try fill() }
        defer { buffer.removeFirst(length) }
        return Array(buffer.prefix(length))
    }

    private func read(through mark: [UInt8]) throws -> [UInt8] {
        while true {
            if let range = buffer.firstRange(of: mark) {
                defer { buffer.removeSubrange(..<range.upperBound) }
                return Array(buffer[..<range.lowerBound])
            }
            try fill()
        }
    }

    private func fill() throws {
        let bytes = try descriptor.read(upTo: 65_536)
        guard !bytes.isEmpty else { throw Self.gone("it ended the connection") }
        buffer += bytes
    }

    static func gone(_ why: String) -> AthenaError {
        AthenaError(.unavailable, "The server did not answer: \(why).", next: "Look into the server's log.")
    }
}
