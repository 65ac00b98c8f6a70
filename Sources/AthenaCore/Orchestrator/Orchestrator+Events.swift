/// An event with the hash of the one before it, so that anyone can check that it follows.
package struct ChainedEvent: Sendable, Hashable {
    package let event: Event
    /// Nil where hashes were not asked for.
    package let previousHash: [UInt8]?
}

/// A part of the event log.
package struct EventPage: Sendable, Hashable {
    package let events: [ChainedEvent]
    /// Whether events that match follow.
    package let hasMore: Bool
}

extension Orchestrator {
    /// Events that match, in the order of the log.
    ///
    /// - Parameter isChained: whether each comes with the hash of the event before it, which may not match itself.
    package func events(_ query: EventQuery, isChained: Bool) async throws -> EventPage {
        try await store.read { tx in
            var longer = query
            longer.limit += 1
            let found = try tx.events(longer)
            var last: Event?
            let events = try found.prefix(query.limit).map { event in
                defer { last = event }
                return ChainedEvent(
                    event: event,
                    previousHash: isChained ? try tx.hash(before: event, knowing: last, in: query.project) : nil
                )
            }
            return EventPage(events: events, hasMore: found.count > query.limit)
        }
    }
}

extension EventReading {
    /// The hash of the event before one: the last shown, one that did not match, or the anchor.
    fileprivate func hash(before event: Event, knowing last: Event?, in project: Project.ID) throws -> [UInt8] {
        if let last, last.sequence == event.sequence - 1 { return last.hash }
        guard event.sequence > 1 else { return EventChain.genesis }
        let query = EventQuery(project: project, after: event.sequence - 2, limit: 1)
        if let before = try events(query).first, before.sequence == event.sequence - 1 { return before.hash }
        return try eventAnchor(in: project).hash
    }
}
