extension Orchestrator {
    /// Recomputes every hash of a project's log, in short reads, so that nobody waits for it.
    ///
    /// What is appended meanwhile is checked too; what is pruned meanwhile is taken as checked by its anchor.
    package func verifyLog(as caller: Caller) async throws -> EventAudit.Verdict {
        let project = caller.project
        var verdict = EventAudit.Verdict(behind: try await store.read { tx in try tx.eventAnchor(in: project.id) })
        while verdict.fault == nil {
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
