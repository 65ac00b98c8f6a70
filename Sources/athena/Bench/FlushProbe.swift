internal import AthenaServer
internal import Foundation

/// What it costs here and now to have four kilobytes on the disk for certain.
enum FlushProbe {
    private static let rounds = 200

    /// The median of a write and its flush in a folder, in microseconds.
    static func medianMicroseconds(in folder: String) throws -> Int64 {
        let path = folder + "/athena-flush-" + UUID().uuidString
        let file = try Descriptor.opening(path, O_CREAT | O_RDWR)
        defer { _ = unsafe unlink(path) }
        let page = [UInt8](repeating: 1, count: 4_096)
        let times = try (0..<rounds).map { _ in
            let start = ContinuousClock.now
            try file.writeAll(page)
            guard fsync(file.number) == 0 else { throw PosixError("fsync \(path)", code: errno) }
            return start.microsecondsSince
        }
        return times.sorted()[rounds / 2]
    }
}
