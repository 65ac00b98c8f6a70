internal import ArgumentParser
internal import AthenaCore
internal import AthenaSQLite
internal import AthenaServer
internal import Logging

/// `athena serve`: owns a database and serves it over its socket and HTTP.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve a database to agents: over its socket, and over HTTP on this machine.",
        discussion: """
            The first start over HTTP writes a token beside the database (DB.token), readable by its owner alone.
            The server ends in good order on SIGTERM and SIGINT.
            """
    )

    @OptionGroup var server: ServerOptions

    @Option(help: "Where to speak HTTP, as HOST:PORT. Default: 127.0.0.1:\(HTTPSettings.standardPort).")
    var http: String?

    @Flag(help: "Speak no HTTP, only the socket.")
    var noHttp = false

    @Flag(help: "Allow an address that other machines can reach, without TLS.")
    var insecure = false

    @Option(help: "A further host name that requests may be for, such as that of a proxy. Can be repeated.")
    var allowHost: [String] = []

    @Option(help: "A further origin whose pages may call, such as https://console.example.com. Can be repeated.")
    var allowOrigin: [String] = []

    @Option(help: "How many HTTP connections there may be. Default: 8192, or what the limit of open files allows.")
    var maxConnections: Int?

    @Flag(help: "Serve only while somebody is connected; this is how clients start a server.")
    var onDemand = false

    @Option(help: "How much to log: debug, info, warning or error. Default: ATHENA_LOG_LEVEL, or info.")
    var logLevel: String?

    func validate() throws {
        guard maxConnections.map({ (1...1_000_000).contains($0) }) ?? true else {
            throw ValidationError("--max-connections is 1 to 1000000.")
        }
    }

    func run() async throws {
        Machine.hardenProcess()
        if onDemand { Machine.closeInheritedDescriptors() }
        try await CommandFailure.reporting {
            let location = try server.location()
            var settings = Composition.settings(
                location: location,
                http: try httpSettings(),
                isOnDemand: onDemand,
                project: server.projectName
            )
            settings.descriptors = Machine.raiseDescriptorLimit()
            try PrivateFile.createFolder(Path.folder(of: location.database))
            let place = PlaceTaking(location: location, isOnDemand: onDemand)
            guard let lock = try await place.take() else { return }
            try await Composition.serve(settings, holding: lock, logger: try logger(location))
        }
    }

    private func httpSettings() throws(AthenaError) -> HTTPSettings? {
        if noHttp || (onDemand && http == nil) { return nil }
        var settings = try HTTPSettings(
            address: http ?? "127.0.0.1:\(HTTPSettings.standardPort)",
            isInsecure: insecure,
            allowedHosts: allowHost,
            allowedOrigins: allowOrigin
        )
        settings.connectionLimit = maxConnections
        return settings
    }

    private func logger(_ location: DatabaseLocation) throws -> Logger {
        let word = logLevel ?? ServerOptions.environment["ATHENA_LOG_LEVEL"] ?? "info"
        guard let level = Logger.Level(rawValue: word) else {
            throw AthenaError.invalid(
                "\(word.quotedForMessage) is no log level.",
                next: "Choose one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))."
            )
        }
        let sink = onDemand ? try LogSink.file(location.log) : .standardError
        let form: LogLines.Form = !onDemand && Machine.isTerminal(2) ? .text : .json
        return Logger(label: "athena") { _ in LogLines(form: form, level: level, time: ClockSource(), sink: sink) }
    }
}
