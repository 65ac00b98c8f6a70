#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The lock that makes this process the one owner of a database file; given back when it goes, also by a crash.
///
/// Two processes that checkpoint one write-ahead log can corrupt it, so nothing opens the file without this.
package final class ServerLock: Sendable {
    private let file: Descriptor

    private init(_ file: Descriptor) { self.file = file }

    /// Takes the lock, or answers nil when another process has it.
    ///
    /// The file is never removed: a second process could lock a name that no longer leads to the first one's lock.
    package static func take(_ path: String) throws(PosixError) -> ServerLock? {
        let file = try Descriptor.opening(path, O_RDWR | O_CREAT)
        while flock(file.number, LOCK_EX | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK: return nil
            default: throw .last("flock \(path)")
            }
        }
        try file.sign()
        return ServerLock(file)
    }

    /// The process that signed the lock last, for messages to people.
    package static func owner(_ path: String) -> Int32? {
        // Unreadable or empty means that nobody can be named, which the message can do without.
        guard let text = try? PrivateFile.read(path) else { return nil }
        return Int32(text.prefix { $0.isNumber })
    }
}

extension Descriptor {
    /// Writes the number of this process, so that a person can see who holds a lock.
    fileprivate func sign() throws(PosixError) {
        guard ftruncate(number, 0) == 0 else { throw .last("ftruncate") }
        try writeAll(Array("\(Machine.processID)\n".utf8))
    }
}
