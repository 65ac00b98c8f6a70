package import AthenaCore

/// Checks that a project's event log is what it was when it was written.
package enum EventAudit {
    /// What is wrong with an event.
    package enum Fault: String, Sendable, CaseIterable {
        /// Events are missing before this one, or it stands twice.
        case gap
        /// Its time is before that of the event before it.
        case timeWentBack = "time_went_back"
        /// Its error message is not the one whose digest was chained.
        case errorMessage = "error_message"
        /// Its hash is not that of its contents behind the event before it.
        case hash
        /// It cannot be read at all.
        case unreadable
    }

    /// The first thing that is wrong.
    package struct Finding: Sendable, Hashable {
        /// The place where a sound event was expected.
        package let sequence: Int64
        /// What is there instead.
        package let what: Fault

        init(behind head: EventHead, what: Fault) {
            sequence = head.sequence + 1
            self.what = what
        }
    }

    /// What a check found.
    package struct Verdict: Sendable, Hashable {
        /// Events that were found sound.
        package let checked: Int
        /// The newest place that was found sound, or the anchor's.
        package let head: EventHead
        /// The first fault, or nil when all is well.
        package let fault: Finding?
    }

    private static let eventsAtOnce = 500

    /// Reads a project's log from its anchor to its end and recomputes every hash.
    ///
    /// Cutting off the end of the log cannot be told from a log that ends there; compare the head with one exported
    /// earlier.
    package static func verify(_ project: Project, over reader: SQLReader) throws -> Verdict {
        var head = try reader.eventAnchor(in: project.id)
        var checked = 0
        while true {
            let events: [Event]
            do {
                events = try reader.events(EventQuery(project: project.id, after: head.sequence, limit: eventsAtOnce))
            } catch let error as SQLError where error.kind == .corrupt {
                return Verdict(checked: checked, head: head, fault: Finding(behind: head, what: .unreadable))
            }
            for event in events {
                if let what = fault(in: event, behind: head, project: project.name) {
                    return Verdict(checked: checked, head: head, fault: Finding(behind: head, what: what))
                }
                head = EventHead(sequence: event.sequence, hash: event.hash, at: event.at)
                checked += 1
            }
            if events.count < eventsAtOnce { return Verdict(checked: checked, head: head, fault: nil) }
        }
    }

    private static func fault(in event: Event, behind head: EventHead, project: String) -> Fault? {
        guard event.sequence == head.sequence + 1 else { return .gap }
        guard event.at >= head.at else { return .timeWentBack }
        if let message = event.content.facts.errorMessage, EventChain.digest(of: message) != event.errorDigest {
            return .errorMessage
        }
        let canonical = EventChain.canonical(
            project: project,
            sequence: event.sequence,
            at: event.at,
            content: event.content,
            errorDigest: event.errorDigest
        )
        return EventChain.hash(previous: head.hash, canonical: canonical) == event.hash ? nil : .hash
    }
}
