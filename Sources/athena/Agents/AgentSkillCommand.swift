internal import ArgumentParser

/// A command that changes what an agent can do.
protocol AgentSkillCommand: ServerCommand {
    /// Whether the agent has the skill from then on.
    static var isHeld: Bool { get }
    /// Who, and which skill.
    var subject: AgentSkillArguments { get }
}

/// An agent and a skill.
struct AgentSkillArguments: ParsableArguments {
    @Argument(help: "The agent's name.")
    var agent: String

    @Argument(help: "The skill, such as swift.concurrency.")
    var skill: String
}

extension AgentSkillCommand {
    func perform(_ session: Session) async throws -> Report {
        let (agent, skill) = (subject.agent, subject.skill)
        let answer = try await session.setSkill(skill, of: agent, isHeld: Self.isHeld)
        let outcome = Self.isHeld ? "now has" : "no longer has"
        return Report(answer, next: "athena agent show \(agent)", "\(agent) \(outcome) \(skill).")
    }
}
