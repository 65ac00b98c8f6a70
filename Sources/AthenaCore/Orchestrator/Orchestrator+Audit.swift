extension Orchestrator {
    /// Recomputes the hashes of a project's log, in short reads, so that nobody waits for it.
    ///
    /// What is appended meanwhile is checked too; what is pruned meanwhile is taken as checked by its anchor.
    /// - Parameters:
    ///   - start: a place that was found sound before, to go on behind it; nil for the beginning.
    ///   - limit: after how many events to stop, in whole reads.
    package func verifyLog(
        behind start: EventHead? = nil,
        limit: Int = .max,
        as caller: Caller
    ) async throws -> EventAudit.Verdict {
        let project = caller.project
        let anchor = try await store.read { tx in try tx.eventAnchor(in: project.id) }
        var verdict = EventAudit.Verdict(behind: start ?? anchor)
        while verdict.fault == nil, verdict.checked < limit {
            try Task.checkCancellation()
            let before = verdict.head.sequence
            verdict = try await store.read { [verdict] tx in
                let anchor = try tx.eventAnchor(in: project.id)
                var next = anchor.sequence > verdict.head.sequence ? EventAudit.Verdict(behind: anchor) : verdict
                let query = EventQuery(
                    project: project.id,
                    after: next.head.sequence,
                    limit: EventAudit.eventsAtOnce
                )
                next.check(try tx.events(query), of: project.name)
                return next
            }
            if verdict.head.sequence == before { break }
        }
        return verdict
    }
}
