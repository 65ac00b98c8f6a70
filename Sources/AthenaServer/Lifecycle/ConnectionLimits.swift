/// How many connections of each kind there may be, so that one kind never takes the descriptors that another needs.
package struct ConnectionLimits: Sendable, Hashable {
    /// HTTP connections when nobody says how many.
    private static let usualHTTP = 8_192
    /// Clients of the socket at most.
    private static let mostSocket = 1_024

    /// Clients of the socket.
    package let socket: Int
    /// HTTP connections.
    package let http: Int

    /// Shares out the descriptors of a process.
    ///
    /// The store, the logs and the event loops come first, then the socket gets up to a quarter, so that the owner of a
    /// server can always reach it however many strangers hold connections over HTTP.
    ///
    /// - Parameters:
    ///   - descriptors: how many the process may have open.
    ///   - http: the HTTP connections wished for; fewer are allowed where the descriptors do not suffice.
    package init(descriptors: Int, http: Int? = nil, cores: Int = Machine.coreCount) {
        let free = max(16, descriptors - 96 - 4 * cores)
        socket = min(Self.mostSocket, free / 4)
        self.http = max(1, min(http ?? Self.usualHTTP, free - socket))
    }

    /// The limit of one kind.
    func most(of transport: ConnectionCensus.Transport) -> Int {
        switch transport {
        case .socket: socket
        case .http: http
        }
    }
}
