/// Why nobody gets a piece of work, in one plain sentence.
enum RouteExplanation {
    /// Keeps apart that nobody has the skills from that nobody who has them is available.
    ///
    /// - Parameter capable: agents with the skills that another filter stopped, by name.
    static func sentence(for request: RouteRequest, capable: [RouteRejection]) -> String {
        capable.isEmpty ? nobodyCapable(request) : nobodyAvailable(capable)
    }

    private static func nobodyAvailable(_ capable: [RouteRejection]) -> String {
        let states = Figures.list(capable.map { "\($0.agent) \($0.reason)" })
        return capable.count == 1
            ? "1 agent can do it but is not available: \(states)"
            : "\(capable.count) agents can do it but none is available: \(states)"
    }

    private static func nobodyCapable(_ request: RouteRequest) -> String {
        let requirements = request.work.requirements
        guard !requirements.isEmpty else { return "no agent is registered" }
        let wanted = "no agent has {\(requirements.map(\.rawValue).joined(separator: ", "))}"
        guard requirements.count > 1 else { return wanted }
        let holders = requirements.map { skill in
            let names = request.candidates.map(\.agent).filter { $0.holds(all: [skill]) }.map(\.id).sorted()
            guard let first = names.first else { return "nobody has \(skill)" }
            return names.count == 1
                ? "\(first) has \(skill)"
                : "\(Figures.list(names.map(\.rawValue), limit: 2)) have \(skill)"
        }
        return "\(wanted): \(Figures.list(holders, limit: 8))"
    }
}
