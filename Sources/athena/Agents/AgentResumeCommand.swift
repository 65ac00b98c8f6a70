internal import ArgumentParser

/// `athena agent resume`: sets an agent's status to active.
struct AgentResumeCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Let an agent work again."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The agent's name.")
    var agent: String

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.setStatus(of: agent, to: "active")
        return Report(answer, next: "athena agent show \(agent)", "\(agent) is active.")
    }
}
