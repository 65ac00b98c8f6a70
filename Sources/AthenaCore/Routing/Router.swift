/// Chooses agents for work: hard filters first, then the highest `score x (1 - utilisation)`.
package enum Router {
    /// How many choices and how many rejections a decision keeps.
    package static let shown = 5

    /// Chooses an agent.
    package static func route(_ request: RouteRequest) -> RouteDecision {
        decide(request, extraLoads: [:])
    }

    /// Chooses an agent for each request in order; what an earlier one gave to an agent is load for the later ones.
    ///
    /// All requests must show the same loads: those from before the batch.
    package static func routeAll(_ requests: [RouteRequest]) -> [RouteDecision] {
        var extraLoads: [Agent.ID: Int] = [:]
        return requests.map { request in
            let decision = decide(request, extraLoads: extraLoads)
            if let agent = decision.agent { extraLoads[agent, default: 0] += 1 }
            return decision
        }
    }

    /// Every agent that passes the filters, best first: what `find_capable_agents` lists.
    package static func ranking(_ request: RouteRequest) -> [RouteChoice] {
        sift(request, extraLoads: [:]).choices
    }

    private struct Sifted {
        var choices: [RouteChoice] = []
        var rejections: [RouteRejection] = []
    }

    private static func sift(_ request: RouteRequest, extraLoads: [Agent.ID: Int]) -> Sifted {
        var sifted = Sifted()
        for candidate in request.candidates {
            let extra = extraLoads[candidate.agent.id] ?? 0
            if let rejection = RouteRejection(candidate, for: request, extraLoad: extra) {
                sifted.rejections.append(rejection)
            } else {
                sifted.choices.append(RouteChoice(candidate, for: request, extraLoad: extra))
            }
        }
        let preferred = request.prefers.flatMap { $0.until > request.now.wall ? $0.agent : nil }
        sifted.choices.sort { left, right in
            let (leftIsPreferred, rightIsPreferred) = (left.agent == preferred, right.agent == preferred)
            return leftIsPreferred == rightIsPreferred ? left.precedes(right) : leftIsPreferred
        }
        return sifted
    }

    private static func decide(_ request: RouteRequest, extraLoads: [Agent.ID: Int]) -> RouteDecision {
        let sifted = sift(request, extraLoads: extraLoads)
        var counts: [RouteFilter: Int] = [:]
        for rejection in sifted.rejections { counts[rejection.filter, default: 0] += 1 }
        if request.othersWithoutSkills > 0 {
            counts[.notCapable] = (counts[.notCapable] ?? 0).addingWithoutOverflow(request.othersWithoutSkills)
        }
        let winner = sifted.choices.first
        let capable = sifted.rejections.filter { $0.filter != .notCapable }
        let incapable = sifted.rejections.filter { $0.filter == .notCapable }
        return RouteDecision(
            winner: winner,
            top: Array(sifted.choices.prefix(shown)),
            eligible: sifted.choices.count,
            counts: counts,
            rejected: Array((capable.sorted(by: byName) + incapable.sorted(by: byName)).prefix(shown)),
            reason: winner?.sentence ?? RouteExplanation.sentence(for: request, capable: capable.sorted(by: byName))
        )
    }

    private static func byName(_ left: RouteRejection, _ right: RouteRejection) -> Bool { left.agent < right.agent }
}
