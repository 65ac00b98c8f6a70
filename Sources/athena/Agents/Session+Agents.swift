internal import AthenaCore
internal import AthenaJSON

extension Session {
    /// Changes whether an agent gets work.
    func setStatus(of agent: String, to status: Agent.Status) async throws -> JSON {
        try await call("set_agent_status", ["agent_id": .string(agent), "status": .string(status.rawValue)])
    }

    /// Gives an agent a skill, or takes it away.
    func setSkill(_ skill: String, of agent: String, isHeld: Bool) async throws -> JSON {
        try await call(
            "set_agent_skill",
            ["agent_id": .string(agent), "skill": .string(skill), "action": isHeld ? "teach" : "revoke"]
        )
    }
}
