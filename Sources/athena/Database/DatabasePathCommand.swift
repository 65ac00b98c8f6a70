internal import ArgumentParser
internal import AthenaJSON
internal import AthenaServer

/// `athena db path`: which file a command would use.
struct DatabasePathCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "path", abstract: "Say where the database is.")

    @OptionGroup var options: CommandOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let location = try options.server.location()
            let data: JSONObject = [
                "database": .string(location.database), "socket": .string(location.socket),
                "log": .string(location.log), "exists": .bool(PrivateFile.exists(location.database)),
            ]
            try options.show(Report(.object(data), location.database))
        }
    }
}
