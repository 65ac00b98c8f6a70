#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// An open file or socket, closed when the last reference to it goes.
package final class Descriptor: Sendable {
    /// The number of the operating system; valid as long as this object is.
    package let number: Int32

    /// Takes over an open descriptor.
    package init(owning number: Int32) { self.number = number }

    deinit { _ = close(number) }

    /// Opens a file that children do not inherit; a file that is made is readable by its owner alone.
    ///
    /// - Parameter flags: those of `open(2)`.
    package static func opening(_ path: String, _ flags: Int32) throws(PosixError) -> Descriptor {
        let number = unsafe open(path, flags | O_CLOEXEC, mode_t(0o600))
        guard number >= 0 else { throw .last("open \(path)") }
        return Descriptor(owning: number)
    }

    /// Writes every byte, however many calls it takes.
    package func writeAll(_ bytes: [UInt8]) throws(PosixError) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe write(number, buffer.baseAddress?.advanced(by: written), buffer.count - written)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw .last("write")
            }
            written += count
        }
    }

    /// Reads what there is, waiting for the first byte; empty at the end.
    package func read(upTo capacity: Int) throws(PosixError) -> [UInt8] {
        while true {
            var count = 0
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, initialized in
                count = unsafe Self.readOnce(number, buffer)
                initialized = max(0, count)
            }
            if count >= 0 { return bytes }
            if errno != EINTR { throw .last("read") }
        }
    }

    private static func readOnce(_ number: Int32, _ buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        #if canImport(Glibc)
            unsafe Glibc.read(number, buffer.baseAddress, buffer.count)
        #else
            unsafe Darwin.read(number, buffer.baseAddress, buffer.count)
        #endif
    }
}
