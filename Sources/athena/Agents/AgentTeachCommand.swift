internal import ArgumentParser

/// `athena agent teach`.
struct AgentTeachCommand: AgentSkillCommand {
    static let configuration = CommandConfiguration(commandName: "teach", abstract: "Give an agent a skill.")
    static let isHeld = true

    @OptionGroup var options: CommandOptions
    @OptionGroup var subject: AgentSkillArguments
}
