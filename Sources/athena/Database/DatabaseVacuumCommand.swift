internal import ArgumentParser
internal import AthenaJSON
internal import AthenaSQLite
internal import AthenaServer

/// `athena db vacuum`: gives the space of what was removed back to the disk.
struct DatabaseVacuumCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vacuum",
        abstract: "Write the database anew without its empty pages.",
        discussion: "No server may be running. Meanwhile the disk needs room for a second copy."
    )

    @OptionGroup var options: CommandOptions

    func run() async throws {
        try await CommandFailure.reporting {
            Machine.hardenProcess()
            let location = try DatabaseTask.existing(options.server)
            if let process = DatabaseLock.holder(ofDatabase: location.database) {
                throw DatabaseTask.isHeld(location, by: process)
            }
            let sizes = try await DatabaseTask.run { try SQLiteUpkeep.vacuum(location.database) }
            let data: JSONObject = [
                "database": .string(location.database), "bytes_before": .integer(sizes.before),
                "bytes": .integer(sizes.after),
            ]
            let line = "\(location.database) has \(sizes.after) bytes; it had \(sizes.before)."
            try options.show(Report(.object(data), next: "athena db check", line))
        }
    }
}
