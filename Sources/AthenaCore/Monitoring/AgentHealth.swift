/// How an agent is, and why.
package struct AgentHealth: Sendable, Hashable {
    /// The states; where several hold, the first of this list is shown.
    package enum State: String, Sendable, CaseIterable {
        /// No call for five minutes and no lease.
        case offline
        /// Its score is low, or it lost leases of late.
        case degraded
        /// It holds nothing and has ended nothing for five minutes, or ever.
        case idle
        /// It works, and well.
        case healthy
    }

    /// The state.
    package let state: State
    /// One sentence that says why, with the figures.
    package let reason: String
    /// What it is expected to achieve at work of any kind, 0...1.
    package let score: Double
    /// Leases that ran out on it within the last hour.
    package let recentLosses: Int

    /// Below this score an agent with enough outcomes is degraded.
    package static let neededScore = 0.7
    /// The outcomes that make a score count.
    package static let neededOutcomes = 5
    /// The lost leases within an hour that make an agent degraded.
    package static let toleratedLosses = 2
    /// How long a loss counts, in milliseconds.
    package static let lossWindow: Int64 = 3_600_000
    /// How long after its last outcome an agent without a lease still counts as working, in milliseconds.
    package static let idleAfter: Int64 = 300_000

    /// Judges an agent.
    ///
    /// - Parameters:
    ///   - profile: its records; the overall one is enough.
    ///   - fleet: the records of all agents together.
    package static func of(
        _ agent: Agent,
        profile: PerformanceProfile,
        fleet: PerformanceProfile,
        now: Moment
    ) -> AgentHealth {
        let score = Score.of(profile, in: fleet, at: now.wall).value
        let losses = agent.losses(within: lossWindow, before: now)
        let (state, reason) = judge(agent, record: profile.overall, score: score, losses: losses, now: now)
        let wish = agent.status == .active ? "" : "; an operator set it to \(agent.status.rawValue)"
        return AgentHealth(state: state, reason: reason + wish, score: score, recentLosses: losses)
    }

    private static func judge(
        _ agent: Agent,
        record: PerformanceRecord,
        score: Double,
        losses: Int,
        now: Moment
    ) -> (State, String) {
        if agent.isOffline(at: now) {
            let silence = Figures.span(now.wall.subtractingWithoutOverflow(agent.lastSeen))
            return (.offline, "no call for \(silence) and no lease")
        }
        let complaints = complaints(record: record, score: score, losses: losses)
        if !complaints.isEmpty { return (.degraded, complaints.joined(separator: "; ")) }
        if agent.load == 0, record.outcomes == 0 { return (.idle, "no task yet") }
        let sinceOutcome = now.wall.subtractingWithoutOverflow(record.weighedAt)
        if agent.load == 0, sinceOutcome > idleAfter {
            return (.idle, "no lease, last outcome \(Figures.span(sinceOutcome)) ago")
        }
        return (.healthy, "\(agent.load) of \(agent.maxConcurrent) slots used, score \(Figures.twoDecimals(score))")
    }

    private static func complaints(record: PerformanceRecord, score: Double, losses: Int) -> [String] {
        var complaints: [String] = []
        if record.outcomes >= neededOutcomes, score < neededScore {
            let figures = "\(record.successes) of \(Figures.count(record.outcomes, "outcome")) good"
            complaints.append(
                "score \(Figures.twoDecimals(score)) is below \(Figures.twoDecimals(neededScore)), \(figures)"
            )
        }
        if losses >= toleratedLosses { complaints.append("\(losses) leases lost in the last hour") }
        return complaints
    }
}

extension Agent {
    /// How many of its leases ran out within `window` milliseconds before `now`.
    package func losses(within window: Int64, before now: Moment) -> Int {
        recentLosses.count { now.wall.subtractingWithoutOverflow($0) <= window }
    }

    /// Whether it may get new work now, free slots aside.
    package func isLive(at now: Moment) -> Bool { reasonForInactivity(at: now) == nil }
}
