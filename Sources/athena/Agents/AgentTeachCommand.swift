internal import ArgumentParser

/// `athena agent teach`: changes what an agent can do.
struct AgentTeachCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "teach", abstract: "Give an agent a skill.")

    @OptionGroup var options: CommandOptions

    @Argument(help: "The agent's name.")
    var agent: String

    @Argument(help: "The skill, such as swift.concurrency.")
    var skill: String

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.setSkill(skill, of: agent, isHeld: true)
        return Report(answer, next: "athena agent show \(agent)", "\(agent) now has \(skill).")
    }
}
