internal import ArgumentParser
internal import AthenaCore

/// `athena agent quarantine`.
struct AgentQuarantineCommand: AgentStatusCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "Release an agent's leases and refuse its calls."
    )
    static let status = Agent.Status.quarantined

    @OptionGroup var options: CommandOptions
    @OptionGroup var subject: AgentArgument
}
