internal import ArgumentParser

/// `athena db`: the file behind everything.
struct DatabaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db",
        abstract: "Look after the database.",
        subcommands: [
            DatabasePathCommand.self, DatabaseStatusCommand.self, DatabaseInitCommand.self, DatabaseCheckCommand.self,
            DatabaseBackupCommand.self, DatabaseRestoreCommand.self, DatabasePruneCommand.self,
            DatabaseVacuumCommand.self, DatabaseMigrateCommand.self,
        ]
    )
}
