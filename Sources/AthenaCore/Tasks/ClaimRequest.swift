/// What an agent asks when it wants work.
package struct ClaimRequest: Sendable, Hashable {
    package let agent: Agent.ID
    /// Only tasks of these types.
    package var types: [String]?
    /// How many at most, 1 to 20.
    package var max: Int = 1
    /// How long to wait when nothing is ready, in milliseconds, 0 to 45,000.
    package var waitMs: Int64 = 0
    /// The lease period instead of each task's own, in seconds.
    package var leaseSeconds: Int?

    /// One task, at once or not at all.
    package init(agent: Agent.ID) { self.agent = agent }
}

/// What a claim was given.
package struct ClaimAnswer: Sendable, Hashable {
    /// The leases, best first.
    package var briefs: [Brief]
    /// Why it is empty, as a sentence; nil when it is not.
    package var reason: String?
    /// When something that is ready may go to this agent and may not yet, by wall time.
    package var retryAt: Int64?

    /// Gathers an answer.
    package init(briefs: [Brief], reason: String? = nil) {
        self.briefs = briefs
        self.reason = reason
    }
}
