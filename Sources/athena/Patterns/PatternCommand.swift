internal import ArgumentParser

/// `athena pattern`: which work tends to follow which.
struct PatternCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pattern",
        abstract: "Show sequences of work that repeat.",
        subcommands: [PatternListCommand.self]
    )
}
