internal import AthenaCore
internal import AthenaJSON

extension PerformanceRecord {
    /// Adds the counts as they are, without weights.
    func addRaw(to json: inout JSONObject) {
        json["successes"] = .integer(Int64(successes))
        json["failures"] = .integer(Int64(failures))
        json["success_rate"] = successRate.map(JSON.double) ?? .null
        json["mean_ms"] = meanMs.map(JSON.integer) ?? .null
    }
}

extension Agent {
    /// Each skill with where it came from.
    var skillsJSON: JSON {
        .object(JSONObject(skills.map { ($0.skill.rawValue, .string($0.source.rawValue)) }))
    }
}

extension AgentReport {
    /// The agent as a list shows it.
    var listJSON: JSONObject {
        var json: JSONObject = [
            "agent": .string(agent.id.rawValue),
            "status": .string(agent.status.rawValue),
            "health": .string(health.state.rawValue),
            "skills": .array(agent.skills.prefix(Self.listedSkills).map { .string($0.skill.rawValue) }),
        ]
        addLoad(to: &json)
        json["success_rate"] = profile.overall.successRate.map(JSON.double) ?? .null
        json["score"] = .double(health.score.toFourDecimals)
        return json
    }

    /// The agent with everything that is known of it.
    var json: JSONObject {
        var json: JSONObject = [
            "agent": .string(agent.id.rawValue),
            "status": .string(agent.status.rawValue),
            "health": .string(health.state.rawValue),
            "reason": .string(health.reason),
        ]
        json["skills"] = agent.skillsJSON
        let evidence = agent.skills.compactMap { held in
            held.evidence.map { (held.skill.rawValue, JSON.integer(Int64($0))) }
        }
        if !evidence.isEmpty { json["evidence"] = .object(JSONObject(evidence)) }
        addLoad(to: &json)
        profile.overall.addRaw(to: &json)
        json["p50_ms"] = profile.overall.durations.quantile(0.5).map(JSON.integer)
        json["p90_ms"] = profile.overall.durations.quantile(0.9).map(JSON.integer)
        json["score"] = .double(health.score.toFourDecimals)
        json["expertise"] = expertise
        json["last_seen"] = .string(ISOTime.text(agent.lastSeen))
        addMetadata(to: &json)
        return json
    }

    /// The most skills of an agent in a list of agents, and the most scopes whose level is shown.
    private static let listedSkills = 32

    /// Adds what the agent said of itself, as text where there is not room for all of it.
    private func addMetadata(to json: inout JSONObject) {
        guard let metadata = agent.metadata else { return }
        let room = json.room
        let whole = JSON.stored(metadata)
        guard whole.bytes.count > room else { return json["metadata"] = whole }
        json["metadata"] = .string(metadata.cut(toBytesInJSON: max(room, 0)))
        json["hint"] = "Cut at 32 KB: metadata is its beginning only."
    }

    private func addLoad(to json: inout JSONObject) {
        json["load"] = .integer(Int64(agent.load))
        json["max_concurrent"] = .integer(Int64(agent.maxConcurrent))
    }

    /// Levels above the lowest, by scope.
    private var expertise: JSON? {
        let levels = Expertise.all(of: profile).filter { $0.level > .novice }.prefix(Self.listedSkills)
        return levels.isEmpty ? nil : .object(JSONObject(levels.map { ($0.scope.text, .string($0.level.word)) }))
    }
}
