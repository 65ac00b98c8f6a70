internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Where finished log lines go: standard error, or a file that starts anew when it has grown.
package final class LogSink: Sendable {
    /// A file and what happens when it is full.
    private struct Rotation {
        let path: String
        let limit: Int
    }

    private struct State {
        var file: Descriptor?
        var size = 0
    }

    private let state: Mutex<State>
    private let rotation: Rotation?

    private init(_ file: Descriptor?, size: Int, rotation: Rotation?) {
        state = Mutex(State(file: file, size: size))
        self.rotation = rotation
    }

    /// Standard error.
    package static let standardError = LogSink(nil, size: 0, rotation: nil)

    /// A file of at most `limit` bytes; the two before it are kept as `.1` and `.2`.
    package static func file(_ path: String, limit: Int = 8 << 20) throws(PosixError) -> LogSink {
        let file = try Descriptor.opening(path, O_WRONLY | O_APPEND | O_CREAT)
        let size = Int(lseek(file.number, 0, SEEK_END))
        return LogSink(file, size: max(0, size), rotation: Rotation(path: path, limit: limit))
    }

    /// Writes one line, its newline included. A line that cannot be written is lost: there is nobody to tell.
    package func write(_ line: [UInt8]) {
        state.withLock { state in
            if let rotation, state.size + line.count > rotation.limit { Self.rotate(&state, rotation) }
            state.size += line.count
            // Nothing can be said about a log that cannot be written but in the log.
            if let file = state.file { try? file.writeAll(line) } else { Self.writeToStandardError(line) }
        }
    }

    private static func writeToStandardError(_ line: [UInt8]) {
        #if canImport(Glibc)
            _ = unsafe line.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
        #else
            _ = unsafe line.withUnsafeBytes { unsafe Darwin.write(STDERR_FILENO, $0.baseAddress, $0.count) }
        #endif
    }

    private static func rotate(_ state: inout State, _ rotation: Rotation) {
        _ = unsafe rename(rotation.path + ".1", rotation.path + ".2")
        _ = unsafe rename(rotation.path, rotation.path + ".1")
        // Without a new file the old one goes on under its new name.
        if let fresh = try? Descriptor.opening(rotation.path, O_WRONLY | O_APPEND | O_CREAT) { state.file = fresh }
        state.size = 0
    }
}
