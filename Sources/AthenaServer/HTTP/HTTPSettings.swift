package import AthenaCore
package import AthenaMCP

/// Where and for whom the server speaks HTTP.
package struct HTTPSettings: Sendable, Hashable {
    /// The port that clients are configured with when nobody says otherwise.
    package static let standardPort = 7_433

    /// The name or number to listen at.
    package let host: String
    /// The port; 0 lets the system choose.
    package let port: Int
    /// Which hosts and origins may reach it.
    package let policy: OriginPolicy
    /// How long a client may take for its head, for its body, and to take anything of an answer; whoever takes longer is
    /// cut off, at the latest after twice as long.
    package var patience: Duration = .seconds(30)
    /// How many connections there may be; nil for what the descriptors of the process allow.
    package var connectionLimit: Int?

    /// Reads `HOST:PORT`.
    ///
    /// - Parameters:
    ///   - isInsecure: whether anything but this machine's own addresses may be listened at.
    ///   - allowedHosts: further names that the server answers to.
    /// - Throws: `invalid_argument` for what is no address, or leaves the machine without being allowed to.
    package init(
        address: String,
        isInsecure: Bool,
        allowedHosts: [String] = [],
        allowedOrigins: [String] = []
    ) throws(AthenaError) {
        guard let colon = address.lastIndex(of: ":"), let port = UInt16(address[address.index(after: colon)...]) else {
            throw .invalid(
                "\(address.quotedForMessage) is not HOST:PORT.",
                next: "Write for example --http 127.0.0.1:\(Self.standardPort)."
            )
        }
        let host = String(address[..<colon]).lowercased()
        let isLoopback = ["localhost", "127.0.0.1", "[::1]"].contains(host)
        guard isLoopback || isInsecure else {
            throw .invalid(
                "\(host) can be reached from other machines, and HTTP does not encrypt tokens.",
                next: "Listen at 127.0.0.1 behind a proxy that speaks TLS, or add --insecure."
            )
        }
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        self.port = Int(port)
        let own = isLoopback || host == "0.0.0.0" || host == "[::]" ? [] : [host]
        let names = ["localhost", "127.0.0.1", "[::1]"] + own + allowedHosts
        policy = OriginPolicy(allowedHosts: names, allowedOrigins: allowedOrigins)
    }
}
