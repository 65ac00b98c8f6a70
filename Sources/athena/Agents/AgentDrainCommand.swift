internal import ArgumentParser

/// `athena agent drain`: sets an agent's status to draining.
struct AgentDrainCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "drain",
        abstract: "Give an agent no new work; it goes offline when its last lease ends."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The agent's name.")
    var agent: String

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.setStatus(of: agent, to: "draining")
        return Report(answer, next: "athena agent resume \(agent)", "\(agent) is draining.")
    }
}
