/// What the writer has done since the store was opened.
package struct SQLiteStatistics: Sendable, Hashable {
    /// Transactions that were committed.
    package var commits = 0
    /// Operations that were answered by them.
    package var operations = 0
    /// The most operations that one commit answered.
    package var largestBatch = 0
    /// Batches that were rolled back to be run again in parts.
    package var replays = 0
    /// Commits that failed.
    package var failedCommits = 0
    /// Pages that commits wrote to the write-ahead log.
    package var logPages = 0
    /// How often pages were moved from the log into the file.
    package var checkpoints = 0

    /// Operations that shared a commit, on average.
    package var operationsPerCommit: Double { commits == 0 ? 0 : Double(operations) / Double(commits) }
    /// Pages that a commit wrote, on average.
    package var pagesPerCommit: Double { commits == 0 ? 0 : Double(logPages) / Double(commits) }

    /// What happened between `earlier` and this; the largest batch is that of all time.
    package func since(_ earlier: SQLiteStatistics) -> SQLiteStatistics {
        var difference = self
        difference.commits -= earlier.commits
        difference.operations -= earlier.operations
        difference.replays -= earlier.replays
        difference.failedCommits -= earlier.failedCommits
        difference.logPages -= earlier.logPages
        difference.checkpoints -= earlier.checkpoints
        return difference
    }
}
