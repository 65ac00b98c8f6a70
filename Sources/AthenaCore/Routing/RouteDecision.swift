/// Which agent should do a piece of work, and everything needed to see why.
package struct RouteDecision: Sendable, Hashable {
    /// The chosen agent; nil when nobody can take it now.
    package let winner: RouteChoice?
    /// The best five that passed every filter, best first, the winner among them.
    package let top: [RouteChoice]
    /// How many passed every filter.
    package let eligible: Int
    /// How many each filter stopped.
    package let counts: [RouteFilter: Int]
    /// Five of those that were stopped, capable ones first.
    package let rejected: [RouteRejection]
    /// One plain sentence.
    package let reason: String

    /// The agent's name, or nil.
    package var agent: Agent.ID? { winner?.agent }
    /// Whether some agent has the skills, though perhaps none is available.
    package var hasCapableAgent: Bool { eligible > 0 || counts.contains { $0.key != .notCapable && $0.value > 0 } }
}
