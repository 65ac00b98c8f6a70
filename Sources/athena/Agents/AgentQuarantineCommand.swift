internal import ArgumentParser

/// `athena agent quarantine`: sets an agent's status to quarantined.
struct AgentQuarantineCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "Release an agent's leases and refuse its calls."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The agent's name.")
    var agent: String

    func perform(_ session: Session) async throws -> Report {
        let answer = try await session.setStatus(of: agent, to: "quarantined")
        return Report(answer, next: "athena agent resume \(agent)", "\(agent) is quarantined.")
    }
}
