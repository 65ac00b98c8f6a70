#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The client's end of a local socket, blocking: use it on threads and queues of one's own only.
package final class UnixStream: Sendable {
    /// The socket.
    package let descriptor: Descriptor

    private init(_ descriptor: Descriptor) { self.descriptor = descriptor }

    /// Connects to whoever listens at a path.
    ///
    /// - Throws: an error that ``PosixError/meansNobodyListens`` when nobody does.
    package static func connecting(to path: String) throws(PosixError) -> UnixStream {
        let number = socket(AF_UNIX, kind, 0)
        guard number >= 0 else { throw .last("socket") }
        let stream = UnixStream(Descriptor(owning: number))
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        let status = unsafe try withAddress(of: path) { unsafe connect(number, $0, $1) }
        guard status == 0 else { throw .last("connect \(path)") }
        return stream
    }

    /// The user whose process is at the other end; nil where the system does not say.
    package var peerUserID: UInt32? {
        #if os(Linux)
            var peer = LinuxPeer()
            let (level, name) = (SOL_SOCKET, SO_PEERCRED)
        #else
            var peer = xucred()
            let (level, name) = (SOL_LOCAL, LOCAL_PEERCRED)
        #endif
        var size = socklen_t(MemoryLayout.size(ofValue: peer))
        guard unsafe getsockopt(descriptor.number, level, name, &peer, &size) == 0 else { return nil }
        #if os(Linux)
            return peer.userID
        #else
            return peer.cr_uid
        #endif
    }

    /// Reads up to the next newline, which is not part of the answer; nil at the end of the stream.
    ///
    /// Reads byte by byte, so that nothing behind the line is taken: for the one line of a hello only.
    package func readLine(limit: Int) throws(PosixError) -> [UInt8]? {
        var line: [UInt8] = []
        while line.count <= limit {
            let bytes = try descriptor.read(upTo: 1)
            guard let byte = bytes.first else { return nil }
            if byte == UInt8(ascii: "\n") { return line }
            line.append(byte)
        }
        throw PosixError("read a line", code: EMSGSIZE)
    }

    /// How long a read may wait; forever when nil.
    package func setReadPatience(_ patience: Duration?) {
        let milliseconds = max(1, patience?.milliseconds ?? 0)
        var time = timeval()
        if patience != nil {
            time.tv_sec = .init(milliseconds / 1_000)
            time.tv_usec = .init(milliseconds % 1_000 * 1_000)
        }
        let size = socklen_t(MemoryLayout<timeval>.size)
        _ = unsafe setsockopt(descriptor.number, SOL_SOCKET, SO_RCVTIMEO, &time, size)
    }

    /// Tells the other end that nothing more will be written.
    package func endWriting() {
        _ = shutdown(descriptor.number, Int32(SHUT_WR))
    }

    /// Ends both directions; whoever reads wakes up.
    package func end() {
        _ = shutdown(descriptor.number, Int32(SHUT_RDWR))
    }

    private static var kind: Int32 {
        #if canImport(Glibc)
            Int32(SOCK_STREAM.rawValue)
        #else
            SOCK_STREAM
        #endif
    }

    private static func withAddress(
        of path: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(PosixError) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        guard bytes.count < capacity else { throw PosixError("connect \(path)", code: ENAMETOOLONG) }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, length) }
        }
    }
}
