extension Orchestrator {
    /// Events that one transaction removes at most, so that callers never wait long behind it.
    private static let pruneChunk = 500

    /// Removes the texts of tasks that ended before a time and the events before it, leaving the chain's anchor.
    ///
    /// The search index forgets the project and reads again what is left.
    /// - Throws: `invalid_argument` for a time that has not come.
    package func prune(before wall: Int64, as caller: Caller) async throws -> Pruned {
        guard wall <= time.now().wall else {
            throw AthenaError.invalid("The time has not come yet.", next: "Name a time in the past.")
        }
        let project = caller.project.id
        var total = Pruned(tasks: 0, events: 0)
        while !Task.isCancelled {
            let done = try await store.write { tx in
                try tx.prune(before: wall, in: project, limit: Self.pruneChunk)
            }
            total.tasks += done.tasks
            total.events += done.events
            guard done.events > 0 else { break }
        }
        if total.events > 0 { try await searchIndex?.forget(project) }
        return total
    }
}
