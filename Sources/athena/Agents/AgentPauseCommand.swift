internal import ArgumentParser
internal import AthenaCore

/// `athena agent pause`.
struct AgentPauseCommand: AgentStatusCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Give an agent no new work until it is resumed."
    )
    static let status = Agent.Status.paused

    @OptionGroup var options: CommandOptions
    @OptionGroup var subject: AgentArgument
}
