extension AgentTask {
    /// The time before which its creator or an operator does not want it done, if it still stands.
    ///
    /// A row has one timer for a schedule and for the wait after a failure. The wait belongs to the failure and ends
    /// with it: it is told by the failures there were and by being within the longest wait there is.
    package func schedule(at wall: Int64) -> Int64? {
        guard let timerAt, timerAt > wall else { return nil }
        return failures == 0 || timerAt - wall > RetryDelay.capMs ? timerAt : nil
    }

    /// Until when the task is kept from an agent by wall time; nil when the agent may have it now.
    package func keptUntil(from agent: Agent.ID, at now: Moment) -> Int64? {
        var until: [Int64] = []
        if let avoids, avoids.agent == agent { until.append(avoids.until) }
        if let prefers, prefers.agent != agent { until.append(prefers.until) }
        return until.max().flatMap { $0 > now.wall ? $0 : nil }
    }

    /// Whether one more lease can be numbered.
    package var hasLeasesLeft: Bool { fence < TaskLimits.leases }
}
