internal import ArgumentParser

/// `athena goal`: what the work is for.
struct GoalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "goal",
        abstract: "Set goals and see how far they are.",
        subcommands: [GoalAddCommand.self, GoalListCommand.self, GoalShowCommand.self]
    )
}
