internal import ArgumentParser

/// `athena event`: what happened.
struct EventCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "event",
        abstract: "Read the event log.",
        subcommands: [EventListCommand.self, EventTailCommand.self]
    )
}
