internal import Foundation
internal import Synchronization

/// How far work on another thread has come.
final class ProgressGauge: Sendable {
    /// The parts that a whole is counted in.
    static let whole = 100_000

    private let parts = Mutex(0)

    /// What is done, in parts of the whole.
    var share: Int { parts.withLock { $0 } }

    /// Notes that `done` of `total` are done.
    func note(_ done: Int64, of total: Int64) {
        parts.withLock { $0 = Self.share(done, of: total) }
    }

    /// A share of a total in parts of the whole; nothing where there is no total.
    static func share(_ done: Int64, of total: Int64) -> Int {
        guard total > 0 else { return 0 }
        return Int(min(max(Double(done) / Double(total), 0), 1) * Double(whole))
    }

    /// How much of one file's bytes another has by now.
    static func share(of copy: String, in original: String) -> Int { share(size(of: copy), of: size(of: original)) }

    private static func size(of path: String) -> Int64 {
        // A file that is not there yet has no bytes.
        let facts = try? FileManager.default.attributesOfItem(atPath: path)
        return (facts?[.size] as? NSNumber)?.int64Value ?? 0
    }
}
