/// What routing did in a window and how evenly the fleet is loaded now.
package struct RoutingStats: Sendable, Hashable {
    /// One agent's share of the load.
    package struct Share: Sendable, Hashable {
        /// The agent.
        package let agent: Agent.ID
        /// Leases it holds.
        package let load: Int
        /// Leases it may hold.
        package let maxConcurrent: Int
    }

    /// Decisions in the window with and without a winner.
    package let routed, unrouted: Int64
    /// The share of decisions with a winner; nil when there were none.
    package let routedShare: Double?
    /// Active agents, the busiest first.
    package let shares: [Share]
    /// Leases held among slots there are, over active agents; nil when there are none.
    package let utilisation: Double?
    /// Jain's fairness index of the agents' utilisation: 1 when all are equally busy, 1/n when one does everything; nil while
    /// nobody holds a lease.
    package let balance: Double?

    /// Computes the figures from a window's metrics and the agents of now.
    package init(metrics: QueueMetrics, agents: [Agent], now: Moment) {
        routed = metrics.routed
        unrouted = metrics.unrouted
        routedShare = metrics.routedShare
        let live = agents.filter { $0.isLive(at: now) }
        shares = live.map { Share(agent: $0.id, load: $0.load, maxConcurrent: $0.maxConcurrent) }
            .sorted { ($1.load, $0.agent) < ($0.load, $1.agent) }
        let slots = live.reduce(0) { $0.addingWithoutOverflow($1.maxConcurrent) }
        let held = live.reduce(0) { $0.addingWithoutOverflow($1.load) }
        utilisation = slots > 0 ? Double(held) / Double(slots) : nil
        let parts = live.map { Double($0.load) / Double(max($0.maxConcurrent, 1)) }
        let sum = parts.reduce(0, +)
        let squares = parts.reduce(0) { $0 + $1 * $1 }
        balance = squares > 0 ? sum * sum / (Double(parts.count) * squares) : nil
    }
}
