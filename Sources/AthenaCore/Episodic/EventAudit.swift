/// Checks that a project's event log is what it was when it was written.
///
/// Cutting off the end of a log cannot be told from a log that ends there; compare the head with one exported earlier.
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
    }

    /// What a check found.
    package struct Verdict: Sendable, Hashable {
        /// Events that were found sound.
        package private(set) var checked = 0
        /// The newest place that was found sound, or the anchor's.
        package private(set) var head: EventHead
        /// The first fault, or nil when all is well so far.
        package private(set) var fault: Finding?

        /// Nothing checked yet behind the anchor.
        package init(behind anchor: EventHead) { head = anchor }

        /// Checks the events that follow, up to the first fault.
        package mutating func check(_ events: [Event], of project: String) {
            for event in events where fault == nil {
                guard let what = EventAudit.fault(in: event, behind: head, project: project) else {
                    head = EventHead(sequence: event.sequence, hash: event.hash, at: event.at)
                    checked += 1
                    continue
                }
                find(what)
            }
        }

        /// Ends the check with a fault behind the newest sound place.
        package mutating func find(_ what: Fault) { fault = Finding(sequence: head.sequence + 1, what: what) }
    }

    /// Events that are read at once.
    package static let eventsAtOnce = 500

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
