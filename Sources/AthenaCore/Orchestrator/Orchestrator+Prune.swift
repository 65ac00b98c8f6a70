extension Orchestrator {
    /// Events that one transaction removes at most, so that callers never wait long behind it.
    private static let pruneChunk = 500

    /// Removes the texts of tasks that ended before a time and the events before it, leaving the chain's anchor.
    ///
    /// The search index gets what is left of the tasks.
    /// - Throws: `invalid_argument` for a time that has not come.
    package func prune(before wall: Int64, as caller: Caller) async throws -> Pruned {
        guard wall <= time.now().wall else {
            throw AthenaError.invalid("The time has not come yet.", next: "Name a time in the past.")
        }
        let project = caller.project.id
        var total = Pruned(blanked: [], events: 0)
        while !Task.isCancelled {
            let done = try await store.write { tx in
                try tx.prune(before: wall, in: project, limit: Self.pruneChunk)
            }
            try await refreshSearch(of: done.blanked, in: project)
            total.blanked += done.blanked
            total.events += done.events
            guard done.events > 0 else { break }
        }
        return total
    }
}
