/// Decides which `Host` and `Origin` headers may reach the server.
///
/// Without it any web page could talk to a local server by DNS rebinding. It belongs before every route, not only this
/// protocol's: dashboards and event streams are attacked the same way.
public struct OriginPolicy: Sendable, Hashable {
    /// Why a request is turned away.
    public enum Refusal: Sendable, Hashable {
        /// The request is for a host that this server is not: 421.
        case host
        /// The request comes from a page of somewhere else: 403.
        case origin

        /// The HTTP status to answer with.
        public var status: Int { self == .host ? 421 : 403 }
    }

    /// Names this server answers to, in lower case and without port, IPv6 in brackets.
    public let allowedHosts: [String]
    /// Further origins whose pages may call, such as `https://console.example.com`.
    public let allowedOrigins: [String]

    /// Creates a policy; the names of the local machine are the default.
    public init(
        allowedHosts: [String] = ["localhost", "127.0.0.1", "[::1]"],
        allowedOrigins: [String] = []
    ) {
        self.allowedHosts = allowedHosts.map { $0.lowercased() }
        self.allowedOrigins = allowedOrigins.map { $0.lowercased() }
    }

    /// The reason to turn a request away, or nil.
    ///
    /// An origin is right when it is listed, or names an allowed host with the same port as `Host`. `null`, which
    /// sandboxed pages and redirects send, never is.
    public func refusal(of fields: HTTPFields) -> Refusal? {
        guard let host = fields.single("host").flatMap(Authority.init), allowedHosts.contains(host.name) else {
            return .host
        }
        guard fields.contains("origin") else {
            return fields.contains("sec-fetch-site") { $0 == "cross-site" } ? .origin : nil
        }
        guard let origin = fields.single("origin"), isAllowed(origin, at: host) else { return .origin }
        return nil
    }

    private func isAllowed(_ origin: String, at host: Authority) -> Bool {
        let origin = origin.lowercased()
        if allowedOrigins.contains(origin) { return true }
        for (scheme, port) in [("http://", 80), ("https://", 443)] where origin.hasPrefix(scheme) {
            guard let authority = Authority(String(origin.dropFirst(scheme.count))) else { return false }
            return allowedHosts.contains(authority.name) && (authority.port ?? port) == (host.port ?? port)
        }
        return false
    }
}

/// A host name and a port, as `Host` and `Origin` write them.
private struct Authority {
    let name: String
    let port: Int?

    /// Reads `name`, `name:port`, `[v6]` or `[v6]:port`; anything else is nil.
    init?(_ text: String) {
        let bytes = Array(text.lowercased().utf8)
        var end = bytes.endIndex
        if bytes.first == UInt8(ascii: "[") {
            guard let close = bytes.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            end = close + 1
        } else {
            end = bytes.firstIndex(of: UInt8(ascii: ":")) ?? end
        }
        guard end > 0, bytes[..<end].allSatisfy({ Self.isNameByte($0) }) else { return nil }
        name = String(decoding: bytes[..<end], as: UTF8.self)
        guard end < bytes.endIndex else {
            port = nil
            return
        }
        let digits = bytes[(end + 1)...]
        guard bytes[end] == UInt8(ascii: ":"), digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = UInt16(String(decoding: digits, as: UTF8.self))
        else { return nil }
        port = Int(number)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"): true
        case UInt8(ascii: "["), UInt8(ascii: "]"): true
        default: false
        }
    }
}
