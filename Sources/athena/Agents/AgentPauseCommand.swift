internal import ArgumentParser

/// `athena agent pause`: sets an agent's status to paused.
struct AgentPauseCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Give an agent no new work until it is resumed."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The agent's name.")
    var agent: String

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.setStatus(of: agent, to: "paused")
        return Report(answer, next: "athena agent resume \(agent)", "\(agent) is paused.")
    }
}
