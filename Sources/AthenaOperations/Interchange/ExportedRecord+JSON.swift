internal import AthenaCore
internal import AthenaJSON

extension ExportedRecord {
    /// The line of an export, which `import_records` takes once ids are replaced by names.
    var json: JSONObject {
        switch self {
        case .goal(let goal): goal.exportJSON
        case .agent(let known): known.exportJSON
        case .performance(let known): known.exportJSON
        case .task(let task): task.json
        case .history(let id, let history):
            {
                var json: JSONObject = ["_type": "history", "task": .string(id.description)]
                history.add(to: &json)
                return json
            }()
        case .entity(let free):
            [
                "_type": "entity", "entity": .string(free.entity.reference), "created_at": .integer(free.createdAt),
            ]
        case .relation(let free):
            [
                "_type": "relation", "from": .string(free.relation.from.reference),
                "kind": .string(free.relation.kind), "to": .string(free.relation.to.reference),
                "created_at": .integer(free.createdAt),
            ]
        }
    }
}

extension Goal {
    fileprivate var exportJSON: JSONObject {
        var json: JSONObject = ["_type": "goal", "id": .string(id.description)]
        json["external_ref"] = externalRef.map { .string($0) }
        json["title"] = .string(title)
        json["description"] = description.map { .string($0) }
        json["parent"] = parent.map { .string($0.description) }
        json["deadline"] = deadline.map { .integer($0) }
        json["created_at"] = .integer(createdAt)
        return json
    }
}

extension KnownAgent {
    fileprivate var exportJSON: JSONObject {
        var json: JSONObject = ["_type": "agent", "agent_id": .string(agent.id.rawValue)]
        let skills = agent.skills.map { held in
            var skill: JSONObject = [
                "skill": .string(held.skill.rawValue), "source": .string(held.source.rawValue),
            ]
            skill["evidence"] = held.evidence.map { .integer(Int64($0)) }
            return JSON.object(skill)
        }
        if !skills.isEmpty { json["skills"] = .array(skills) }
        json["revoked_skills"] = .words(agent.revokedSkills.map(\.rawValue))
        json["max_concurrent"] = .integer(Int64(agent.maxConcurrent))
        json["status"] = .string(agent.status.rawValue)
        json["last_seen"] = .integer(agent.lastSeen)
        json["registered_at"] = .integer(agent.registeredAt)
        json["deregistered_at"] = deregisteredAt.map { .integer($0) }
        if !agent.recentLosses.isEmpty { json["recent_losses"] = .array(agent.recentLosses.map { .integer($0) }) }
        json.set("metadata", stored: agent.metadata)
        return json
    }
}

extension KnownPerformance {
    fileprivate var exportJSON: JSONObject {
        var json: JSONObject = ["_type": "performance"]
        json["agent_id"] = place.agent.map { .string($0.rawValue) }
        json["scope"] = .string(place.scope.text)
        json["successes"] = .integer(Int64(record.successes))
        json["failures"] = .integer(Int64(record.failures))
        json["total_ms"] = .integer(record.totalMs)
        json["success_weight"] = .double(record.successWeight)
        json["failure_weight"] = .double(record.failureWeight)
        json["weighed_at"] = .integer(record.weighedAt)
        json["durations"] = .string(record.durations.text)
        return json
    }
}
