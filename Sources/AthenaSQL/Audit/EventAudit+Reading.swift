package import AthenaCore

extension EventAudit {
    /// Reads a project's log from its anchor to its end and recomputes every hash.
    package static func verify(
        _ project: Project,
        over reader: SQLReader,
        progress: (Int64) -> Void = { _ in }
    ) throws -> Verdict {
        var verdict = Verdict(behind: try reader.eventAnchor(in: project.id))
        while verdict.fault == nil {
            let query = EventQuery(project: project.id, after: verdict.head.sequence, limit: eventsAtOnce)
            do {
                let events = try reader.events(query)
                verdict.check(events, of: project.name)
                progress(Int64(events.count))
                if events.count < eventsAtOnce { break }
            } catch let error as SQLError where error.kind == .corrupt {
                verdict.find(.unreadable)
            }
        }
        return verdict
    }
}
