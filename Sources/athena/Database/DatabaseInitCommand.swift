internal import ArgumentParser
internal import AthenaCore
internal import AthenaJSON
internal import AthenaSQLite
internal import AthenaServer

/// `athena db init`: makes a database.
struct DatabaseInitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a database.",
        discussion: """
            With --here it is .athena/athena.db in this folder, which every command in this folder and below then uses.
            """
    )

    @OptionGroup var options: CommandOptions

    @Flag(help: "In the folder .athena of this folder.")
    var here = false

    func validate() throws {
        guard !here || options.server.database == nil else {
            throw ValidationError("--here and --db name two places; choose one.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            Machine.hardenProcess()
            let location = try place()
            guard !PrivateFile.exists(location.database) else {
                throw AthenaError.invalid(
                    "There is a database at \(location.database.quotedForMessage) already.",
                    next: "Use it, or name another with --db."
                )
            }
            try PrivateFile.createFolder(Path.folder(of: location.database))
            if here { try ignoreInGit(Path.folder(of: location.database)) }
            let lock = try DatabaseLock(database: location.database)
            let store = try await SQLiteStore.open(location.database, options: SQLiteOptions(), lock: lock)
            await store.stop()
            lock.release()
            let data: JSONObject = ["database": .string(location.database)]
            let line = "The database is at \(location.database)."
            try options.show(Report(.object(data), next: "athena task add \"WHAT IS TO BE DONE\"", line))
        }
    }

    private func place() throws(AthenaError) -> DatabaseLocation {
        guard here else { return try options.server.location() }
        let path = Path.absolute(".athena/athena.db", in: Machine.workingFolder)
        return DatabaseLocation(database: Path.canonical(path), environment: ServerOptions.environment)
    }

    /// Keeps the database out of a repository around it.
    private func ignoreInGit(_ folder: String) throws {
        let path = Path.absolute(".gitignore", in: folder)
        if !PrivateFile.exists(path) { try PrivateFile.create(path, containing: "*\n") }
    }
}
