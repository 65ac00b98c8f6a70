internal import ArgumentParser
internal import AthenaCore

/// `athena agent drain`.
struct AgentDrainCommand: AgentStatusCommand {
    static let configuration = CommandConfiguration(
        commandName: "drain",
        abstract: "Give an agent no new work; it goes offline when its last lease ends."
    )
    static let status = Agent.Status.draining

    @OptionGroup var options: CommandOptions
    @OptionGroup var subject: AgentArgument
}
