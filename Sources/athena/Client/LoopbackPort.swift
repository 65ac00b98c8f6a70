internal import AthenaServer
internal import Foundation

/// TCP ports of this machine.
enum LoopbackPort {
    /// A blocking connection to a port.
    static func connect(_ port: UInt16) throws -> Descriptor {
        let descriptor = try open()
        let status = unsafe withAddress(of: port) { unsafe Foundation.connect(descriptor.number, $0, $1) }
        guard status == 0 else { throw PosixError("connect to port \(port)", code: errno) }
        var isOn: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        _ = unsafe setsockopt(descriptor.number, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, size)
        return descriptor
    }

    /// A port that nobody listens at now; somebody else may take it at any moment.
    static func free() throws -> UInt16 {
        let descriptor = try open()
        guard unsafe withAddress(of: 0, { unsafe bind(descriptor.number, $0, $1) }) == 0 else {
            throw PosixError("bind", code: errno)
        }
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor.number, $0, &length)
            }
        }
        guard status == 0 else { throw PosixError("getsockname", code: errno) }
        return UInt16(bigEndian: address.sin_port)
    }

    private static func open() throws -> Descriptor {
        #if canImport(Glibc)
            let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let number = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        guard number >= 0 else { throw PosixError("socket", code: errno) }
        return Descriptor(owning: number)
    }

    private static func withAddress(
        of port: UInt16,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
