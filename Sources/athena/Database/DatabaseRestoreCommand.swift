internal import ArgumentParser
internal import AthenaCore
internal import AthenaJSON
internal import AthenaSQLite
internal import AthenaServer

/// `athena db restore`: puts a copy in the place of the database.
struct DatabaseRestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a copy in the place of the database, which is kept beside it under another name.",
        discussion: "The copy is checked first. No server may be running."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "The copy.")
    var copy: String

    @Flag(help: "Do it; what was there is set aside.")
    var yes = false

    func run() async throws {
        try await CommandFailure.reporting {
            Machine.hardenProcess()
            let location = try options.server.location()
            guard yes || !PrivateFile.exists(location.database) else {
                throw AthenaError.invalid(
                    "\(location.database) would be replaced.",
                    next: "Say --yes if that is what you want; the old file is kept."
                )
            }
            if let process = DatabaseLock.holder(ofDatabase: location.database) {
                throw DatabaseTask.isHeld(location, by: process)
            }
            let source = Path.absolute(copy, in: Machine.workingFolder)
            let aside = try await ProgressBar.following("Restoring") {
                ProgressGauge.share(of: location.database + SQLiteBackup.incomingSuffix, in: source)
            } _: {
                try SQLiteBackup.restore(source, to: location.database)
            }
            try options.show(report(location.database, aside))
        }
    }

    private func report(_ database: String, _ aside: String?) -> Report {
        var data: JSONObject = ["database": .string(database), "restored_from": .string(copy)]
        data.set("old_database", aside)
        let kept = aside.map { " The old one is at \($0)." } ?? ""
        return Report(.object(data), next: "athena status", "\(database) is restored.\(kept)")
    }
}
