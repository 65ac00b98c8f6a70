internal import ArgumentParser
internal import AthenaCore

/// `athena agent resume`.
struct AgentResumeCommand: AgentStatusCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Let an agent work again."
    )
    static let status = Agent.Status.active

    @OptionGroup var options: CommandOptions
    @OptionGroup var subject: AgentArgument
}
