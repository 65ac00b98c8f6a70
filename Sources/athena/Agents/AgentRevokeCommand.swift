internal import ArgumentParser

/// `athena agent revoke`: changes what an agent can do.
struct AgentRevokeCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "revoke", abstract: "Take a skill away from an agent.")

    @OptionGroup var options: CommandOptions

    @Argument(help: "The agent's name.")
    var agent: String

    @Argument(help: "The skill, such as swift.concurrency.")
    var skill: String

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.setSkill(skill, of: agent, isHeld: false)
        return Report(answer, next: "athena agent show \(agent)", "\(agent) no longer has \(skill).")
    }
}
