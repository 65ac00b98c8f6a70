/// What a store knows of its own size and work; for stores that keep count.
package protocol StoreReporting: Sendable {
    /// How the store is now.
    func condition() async throws -> StoreCondition
}

/// How a store is.
package struct StoreCondition: Sendable, Hashable {
    /// Where it is, as people name it.
    package let location: String
    /// Bytes of the data.
    package let bytes: Int64
    /// Bytes of the log that waits to be moved into the data.
    package let logBytes: Int64
    /// Transactions since it was opened, and operations that they answered.
    package let commits: Int
    package let operations: Int

    /// Gathers figures.
    package init(location: String, bytes: Int64, logBytes: Int64, commits: Int, operations: Int) {
        self.location = location
        self.bytes = bytes
        self.logBytes = logBytes
        self.commits = commits
        self.operations = operations
    }
}
