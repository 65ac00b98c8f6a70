package import AthenaCore
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
        guard let descriptor = try Self.lock(path, nil) else { throw Self.isHeld(path) }
        file = Mutex(descriptor)
    }

    private init(_ descriptor: Int32) { file = Mutex(descriptor) }

    /// Takes the lock of a database, without waiting; nil when another process has it.
    ///
    /// - Parameter address: where the holder will listen, for whoever looks for it.
    package static func ifFree(database path: String, address: String) throws -> DatabaseLock? {
        try lock(path, address).map(DatabaseLock.init)
    }

    private static func lock(_ path: String, _ address: String?) throws -> Int32? {
        let lockPath = path + ".lock"
        let descriptor = unsafe open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DatabaseFile.failure("open", lockPath) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        write(getpid(), address, to: descriptor)
        return descriptor
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
        return text(ofDatabase: path).flatMap(processID)
    }

    /// Where the process that holds the lock of a database listens; what a process that has ended wrote stays.
    package static func address(ofDatabase path: String) -> String? {
        let lines = text(ofDatabase: path)?.split(separator: "\n") ?? []
        return lines.count == 2 ? String(lines[1]) : nil
    }

    /// The error for a database that another process has.
    package static func isHeld(_ path: String) -> AthenaError {
        let process = text(ofDatabase: path).flatMap(processID).map { "process \($0)" } ?? "another process"
        return AthenaError(
            .unavailable,
            "The database \(path) is open in \(process).",
            next: "Talk to that server instead, or stop it first.",
            retryAfterMs: 1_000
        )
    }

    private static func processID(_ text: String) -> Int32? {
        text.split(separator: "\n").first.flatMap { Int32($0) }
    }

    private static func text(ofDatabase path: String) -> String? {
        let descriptor = unsafe open(path + ".lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, 0) }
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    private static func write(_ process: Int32, _ address: String?, to descriptor: Int32) {
        let line = Array("\(process)\n\(address.map { $0 + "\n" } ?? "")".utf8)
        // The lock holds without what is written here.
        _ = ftruncate(descriptor, 0)
        _ = unsafe line.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }
}
