package import AthenaCore
internal import Foundation

extension SQLiteStore: StoreReporting {
    package func condition() async throws -> StoreCondition {
        let done = statistics
        return StoreCondition(
            location: path,
            bytes: Self.size(of: path),
            logBytes: Self.size(of: path + "-wal"),
            commits: done.commits,
            operations: done.operations
        )
    }

    /// Bytes of a file; 0 for one that is not there.
    private static func size(of path: String) -> Int64 {
        // A log that was just moved into the file may be gone between two looks.
        let facts = try? FileManager.default.attributesOfItem(atPath: path)
        return (facts?[.size] as? NSNumber)?.int64Value ?? 0
    }
}
