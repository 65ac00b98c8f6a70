import AthenaJSON
import AthenaServer
import Glibc

/// One TCP connection to a server, in the hands of a test that writes every byte of its requests itself.
struct HTTPProbe: Sendable {
    /// What came back.
    struct Answer: Sendable {
        let status: Int
        let headers: [String: String]
        let body: String

        var json: JSON? { try? JSON(parsing: body) }
    }

    let socket: Descriptor

    static func connecting(to port: Int) throws -> HTTPProbe {
        let number = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        let probe = HTTPProbe(socket: Descriptor(owning: number))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(number, $0, length) }
        }
        guard status == 0 else { throw PosixError("connect", code: errno) }
        return probe
    }

    /// Closes the connection, both ways.
    func leave() { shutdown(socket.number, Int32(SHUT_RDWR)) }

    /// Whether the server closes, or says anything, within so many milliseconds.
    func isEnded(within milliseconds: Int32) throws -> Bool {
        var waiting = pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0)
        let ready = unsafe poll(&waiting, 1, milliseconds)
        guard ready >= 0 else { throw PosixError("poll", code: errno) }
        return ready > 0
    }

    /// Sends bytes and reads until the server closes.
    func exchange(_ text: String) throws -> Answer? {
        try socket.writeAll(Array(text.utf8))
        return try rest()
    }

    /// Reads until the server closes; nil when it said nothing.
    func rest() throws -> Answer? {
        var bytes: [UInt8] = []
        while let more = try? socket.read(upTo: 65_536), !more.isEmpty { bytes += more }
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        var lines = (parts.first ?? "").split(separator: "\r\n")
        guard !lines.isEmpty, let status = Int(lines.removeFirst().split(separator: " ").dropFirst().first ?? "") else {
            return nil
        }
        let headers = lines.map { $0.split(separator: ":", maxSplits: 1).map { $0.trimming(" ") } }
        let pairs = headers.filter { $0.count == 2 }.map { ($0[0].lowercased(), $0[1]) }
        let body = parts.count == 2 ? String(parts[1]) : ""
        return Answer(status: status, headers: Dictionary(pairs) { $1 }, body: body)
    }
}

extension Substring {
    fileprivate func trimming(_ character: Character) -> String { String(drop { $0 == character }) }
}

/// A request as text, complete unless a test takes something away.
struct HTTPText: Sendable {
    var method = "POST"
    var path = "/mcp"
    var headers: [(String, String)]
    var body: String

    /// A call of a tool by the holder of a token.
    ///
    /// - Parameter waiting: how many seconds the call says that it waits.
    init(calling tool: String, on server: TestServer, token: String?, waiting: Int? = nil) {
        let meta =
            #"{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#
        let arguments = waiting.map { #"{"wait_seconds":\#($0)}"# } ?? "{}"
        let params = #"{"name":"\#(tool)","arguments":\#(arguments),"_meta":\#(meta)}"#
        body = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":\#(params)}"#
        headers = [
            ("Host", "127.0.0.1:\(server.port)"), ("Content-Type", "application/json"),
            ("Accept", "application/json, text/event-stream"), ("MCP-Protocol-Version", "2026-07-28"),
            ("Mcp-Method", "tools/call"), ("Mcp-Name", tool), ("Connection", "close"),
        ]
        if let token { headers.append(("Authorization", "Bearer \(token)")) }
    }

    /// A page for watching the server.
    init(getting path: String, on server: TestServer) {
        method = "GET"
        self.path = path
        body = ""
        headers = [("Host", "127.0.0.1:\(server.port)"), ("Connection", "close")]
    }

    /// Sets a header, or takes it away.
    mutating func set(_ name: String, _ value: String?) {
        headers.removeAll { $0.0.lowercased() == name.lowercased() }
        if let value { headers.append((name, value)) }
    }

    var text: String { head(method == "POST" ? "Content-Length: \(body.utf8.count)" : nil) + body }

    /// The head alone, with this line to say how long the body is.
    func head(_ length: String?) -> String {
        let lines = headers.map { "\($0.0): \($0.1)" } + [length].compactMap { $0 }
        return "\(method) \(path) HTTP/1.1\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    /// Sends it on a connection of its own.
    func answer(from server: TestServer) async throws -> HTTPProbe.Answer? {
        let (text, port) = (text, server.port)
        return try await SocketProbe.blocking { try HTTPProbe.connecting(to: port).exchange(text) }
    }
}
