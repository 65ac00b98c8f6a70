internal import ArgumentParser
internal import AthenaCore
internal import AthenaJSON
internal import AthenaSQLite
internal import AthenaServer

/// `athena db check`: reads the whole file and the chains of every event log.
struct DatabaseCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Look at every page of a database, or of a copy; 1 when something is wrong.",
        discussion: "The database itself can be checked while no server runs; a copy at any time."
    )

    @OptionGroup var options: CommandOptions

    @Argument(help: "A copy to check in place of the database.")
    var copy: String?

    func run() async throws {
        try await CommandFailure.reporting {
            let path = try path()
            let faults = try await DatabaseTask.faults(in: path)
            let data: JSONObject = ["database": .string(path), "faults": .array(faults.map { .string($0) })]
            var report = Report(.object(data)) { _ in
                faults.isEmpty ? ["\(SafeText.line(path)) is sound."] : faults.map { SafeText.line($0) }
            }
            if !faults.isEmpty {
                report.next = "athena db restore COPY"
                report.exit = .failure
            }
            try options.show(report)
        }
    }

    private func path() throws -> String {
        if let copy { return Path.absolute(copy, in: Machine.workingFolder) }
        let location = try DatabaseTask.existing(options.server)
        if let process = DatabaseLock.holder(ofDatabase: location.database) {
            throw DatabaseTask.isHeld(location, by: process)
        }
        return location.database
    }
}
