internal import NIOCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Asks the system which user is at the other end of a local socket.
enum PeerUser {
    /// The user, or nil where the system does not say.
    static func id(of channel: any Channel) async -> UInt32? {
        guard let options = channel as? any SocketOptionProvider else { return nil }
        // Whatever goes wrong, nobody is known to be there, and a stranger needs a token.
        #if os(Linux)
            let answer: EventLoopFuture<LinuxPeer> = options.unsafeGetSocketOption(
                level: .socket,
                name: NIOBSDSocket.Option(rawValue: SO_PEERCRED)
            )
            return try? await answer.get().userID
        #else
            let answer: EventLoopFuture<xucred> = options.unsafeGetSocketOption(
                level: NIOBSDSocket.OptionLevel(rawValue: SOL_LOCAL),
                name: NIOBSDSocket.Option(rawValue: LOCAL_PEERCRED)
            )
            return try? await answer.get().cr_uid
        #endif
    }
}

#if os(Linux)
    /// What `SO_PEERCRED` fills in: `struct ucred`, which the C library shows to GNU programs only.
    struct LinuxPeer: Sendable {
        var processID: Int32 = 0
        var userID: UInt32 = 0
        var groupID: UInt32 = 0
    }
#endif
