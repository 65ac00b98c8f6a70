internal import AthenaCore
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The right to open a database file, which one process has at a time.
///
/// It is a lock on `DB.lock` that the system gives back when the process ends, however it ends; the file stays, because
/// removing it would let two processes lock two files of the same name.
package final class DatabaseLock: Sendable {
    private let file: Mutex<Int32?>

    /// Takes the lock of a database, without waiting.
    ///
    /// - Throws: `unavailable`, naming the holder's process id where it is known.
    package init(database path: String) throws {
        let lockPath = path + ".lock"
        let descriptor = unsafe open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DatabaseFile.failure("open", lockPath) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.processID(in: descriptor)
            close(descriptor)
            throw Self.isHeld(path, by: holder)
        }
        Self.write(getpid(), to: descriptor)
        file = Mutex(descriptor)
    }

    deinit { release() }

    /// Gives the lock back; may be called again.
    package func release() {
        let descriptor = file.withLock { file in
            defer { file = nil }
            return file
        }
        if let descriptor { close(descriptor) }
    }

    /// The process that holds the lock of a database now, or nil when nobody does.
    package static func holder(ofDatabase path: String) -> Int32? {
        let descriptor = unsafe open(path + ".lock", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return nil }
        return processID(in: descriptor)
    }

    private static func isHeld(_ path: String, by holder: Int32?) -> AthenaError {
        let process = holder.map { "process \($0)" } ?? "another process"
        return AthenaError(
            .unavailable,
            "The database \(path) is open in \(process).",
            next: "Talk to that server instead, or stop it first.",
            retryAfterMs: 1_000
        )
    }

    private static func processID(in descriptor: Int32) -> Int32? {
        var digits = [UInt8](repeating: 0, count: 16)
        let count = unsafe digits.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, 0) }
        guard count > 0 else { return nil }
        return Int32(String(decoding: digits.prefix(count).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }

    private static func write(_ process: Int32, to descriptor: Int32) {
        let line = Array("\(process)\n".utf8)
        // Only people read the number; the lock holds without it.
        _ = ftruncate(descriptor, 0)
        _ = unsafe line.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }
}
