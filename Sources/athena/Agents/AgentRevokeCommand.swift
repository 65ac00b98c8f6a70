internal import ArgumentParser

/// `athena agent revoke`.
struct AgentRevokeCommand: AgentSkillCommand {
    static let configuration = CommandConfiguration(commandName: "revoke", abstract: "Take a skill away from an agent.")
    static let isHeld = false

    @OptionGroup var options: CommandOptions
    @OptionGroup var subject: AgentSkillArguments
}
