internal import ArgumentParser

/// `athena import`: takes work from elsewhere.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import tasks from a file.",
        subcommands: [ImportBeadsCommand.self, ImportAthenaCommand.self]
    )
}
