internal import ArgumentParser
internal import AthenaJSON
internal import AthenaSQLite
internal import AthenaServer

/// `athena db backup`: copies the database, also while it is in use.
struct DatabaseBackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the database into a new file, also while a server uses it."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The new file.")
    var file: String

    func run() async throws {
        try await CommandFailure.reporting {
            Machine.hardenProcess()
            let location = try DatabaseTask.existing(options.server)
            let target = Path.absolute(file, in: Machine.workingFolder)
            try await ProgressBar.following("Copying") {
                ProgressGauge.share(of: target, in: location.database)
            } _: {
                try Self.copy(location, to: target)
            }
            let data: JSONObject = ["database": .string(location.database), "copy": .string(target)]
            let line = "\(location.database) is copied to \(target)."
            try options.show(Report(.object(data), next: "athena db check \(file)", line))
        }
    }

    /// Where a server has the file, it is read beside it, without the right to write; else its lock is taken meanwhile.
    private static func copy(_ location: DatabaseLocation, to target: String) throws {
        if DatabaseLock.holder(ofDatabase: location.database) != nil {
            return try SQLiteBackup.make(of: location.database, at: target)
        }
        let lock = try DatabaseLock(database: location.database)
        defer { lock.release() }
        try SQLiteBackup.make(of: location.database, at: target)
    }
}
