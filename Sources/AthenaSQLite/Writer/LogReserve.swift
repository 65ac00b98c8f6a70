#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Zeros at the end of the write-ahead log's file.
///
/// A commit that extends its file makes the file system commit as well; one that overwrites does not. SQLite takes
/// frames that it did not write for the end of the log, and reuses the file from its start after a checkpoint.
struct LogReserve {
    private static let step = 1 << 20

    let path: String
    let bytes: Int

    /// Whether the file is as long as it should be.
    func isComplete() -> Bool {
        var facts = stat()
        guard unsafe stat(path, &facts) == 0 else { return true }
        return Int(facts.st_size) >= bytes
    }

    /// Adds one step of zeros behind the end; must run on the thread that writes the log.
    ///
    /// - Returns: false when it could not, which costs speed and nothing else.
    func extend() -> Bool {
        let file = unsafe open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        let end = lseek(file, 0, SEEK_END)
        guard end > 0 else { return false }
        let zeros = [UInt8](repeating: 0, count: min(Self.step, bytes - Int(end)))
        let written = unsafe zeros.withUnsafeBytes { unsafe pwrite(file, $0.baseAddress, $0.count, end) }
        return written == zeros.count && fsync(file) == 0
    }
}
