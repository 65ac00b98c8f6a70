internal import ArgumentParser

/// `athena agent`: who works.
struct AgentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agent",
        abstract: "Show agents and decide about them.",
        subcommands: [
            AgentListCommand.self, AgentShowCommand.self, AgentRegisterCommand.self, AgentRemoveCommand.self,
            AgentDrainCommand.self, AgentPauseCommand.self, AgentResumeCommand.self, AgentQuarantineCommand.self,
            AgentTeachCommand.self, AgentRevokeCommand.self,
        ]
    )
}
