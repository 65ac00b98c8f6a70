package import AthenaJSON

extension RouteDecision {
    /// What the event of an assignment keeps and `detail=full` shows: winner, its score parts, the top five, the counts
    /// per filter and five of the excluded.
    package var facts: JSONObject {
        var facts: JSONObject = ["agent": agent.map { .string($0.rawValue) } ?? .null]
        facts["candidates"] = .array(top.map { .object($0.facts) })
        facts["eligible"] = .integer(Int64(eligible))
        var filtered = JSONObject()
        for filter in RouteFilter.allCases {
            guard let count = counts[filter], count > 0 else { continue }
            filtered[filter.rawValue] = .integer(Int64(count))
        }
        facts["filtered"] = .object(filtered)
        facts["excluded"] = .array(rejected.map { .object($0.facts) })
        return facts
    }
}

extension RouteChoice {
    /// The choice with the parts of its score, rounded to four decimals.
    package var facts: JSONObject {
        var facts: JSONObject = [
            "agent": .string(agent.rawValue),
            "value": .double(value.toFourDecimals),
            "score": .double(score.value.toFourDecimals),
            "overall": .double(score.overall.toFourDecimals),
        ]
        if let skills = score.skills { facts["skills"] = .double(skills.toFourDecimals) }
        if let type = score.type { facts["type"] = .double(type.toFourDecimals) }
        facts["load"] = .integer(Int64(load))
        facts["max_concurrent"] = .integer(Int64(maxConcurrent))
        facts["outcomes"] = .integer(Int64(outcomes))
        return facts
    }
}

extension RouteRejection {
    /// The agent, the filter and the reason.
    package var facts: JSONObject {
        ["agent": .string(agent.rawValue), "filter": .string(filter.rawValue), "reason": .string("it \(reason)")]
    }
}

extension Double {
    /// Rounded so that an answer or an event carries no noise.
    package var toFourDecimals: Double { (self * 10_000).rounded() / 10_000 }
}
