/// The hard filters, in the order in which they are applied; an agent is counted at the first that stops it.
package enum RouteFilter: String, Sendable, CaseIterable {
    /// It lacks one of the skills.
    case notCapable = "not_capable"
    /// The caller does not want it.
    case excluded
    /// It is draining, paused, quarantined or offline.
    case inactive
    /// It failed this task a moment ago.
    case avoided
    /// It holds as many leases as it may.
    case full
}

/// An agent that a filter stopped.
package struct RouteRejection: Sendable, Hashable {
    /// The agent.
    package let agent: Agent.ID
    /// What stopped it.
    package let filter: RouteFilter
    /// The same as part of a sentence: `is full (5 of 5)`.
    package let reason: String

    /// What stops `candidate`, or nil when nothing does.
    package init?(_ candidate: Candidate, for request: RouteRequest, extraLoad: Int = 0) {
        let agent = candidate.agent
        guard let (filter, reason) = Self.obstacle(agent, request, load: agent.load.addingWithoutOverflow(extraLoad))
        else {
            return nil
        }
        self.agent = agent.id
        self.filter = filter
        self.reason = reason
    }

    private static func obstacle(_ agent: Agent, _ request: RouteRequest, load: Int) -> (RouteFilter, String)? {
        let missing = request.work.requirements.filter { !agent.holds(all: [$0]) }
        if !missing.isEmpty { return (.notCapable, "lacks \(Figures.list(missing.map(\.rawValue)))") }
        if request.excluded.contains(agent.id) { return (.excluded, "was excluded") }
        if let reason = agent.reasonForInactivity(at: request.now) { return (.inactive, reason) }
        if let avoids = request.avoids, avoids.agent == agent.id, avoids.until > request.now.wall {
            return (.avoided, "failed it a moment ago")
        }
        if load >= agent.maxConcurrent { return (.full, "is full (\(load) of \(agent.maxConcurrent))") }
        return nil
    }
}

extension Agent {
    /// Why it takes no new work, as part of a sentence; nil when it is active and was seen of late.
    package func reasonForInactivity(at now: Moment) -> String? {
        guard status == .active else { return "is \(status.rawValue)" }
        guard isOffline(at: now) else { return nil }
        return "is offline (last seen \(Figures.span(now.wall.subtractingWithoutOverflow(lastSeen))) ago)"
    }
}
