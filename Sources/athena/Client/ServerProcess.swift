internal import AthenaCore
internal import AthenaServer
internal import Foundation

/// A server that a command starts for itself and ends again.
struct ServerProcess: Sendable {
    private static let patience: Duration = .seconds(20)

    private let process: Process
    /// The operating system's number of it.
    var id: Int32 { process.processIdentifier }

    /// Starts `athena serve` on a database and waits until it listens there.
    ///
    /// - Throws: `unavailable` when it ends at once or does not listen in time.
    init(database: String, _ arguments: [String]) async throws {
        var options = ServerOptions()
        options.database = database
        let location = try options.location()
        process = Process()
        process.executableURL = URL(fileURLWithPath: ServerLauncher.ownExecutable)
        process.arguments = ["serve", "--db", database] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let deadline = ContinuousClock.now + Self.patience
        // Whoever connects before it listens would start another server in its place.
        while !PrivateFile.exists(location.socket) {
            guard process.isRunning, ContinuousClock.now < deadline else {
                end()
                throw AthenaError(
                    .unavailable,
                    "The server for \(database) did not come up.",
                    next: "Start it by hand with athena serve --db \(database) and read what it says."
                )
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// A conversation with it in the default project.
    func session(_ database: String) async throws -> Session {
        var options = ServerOptions()
        options.database = database
        options.project = Project.defaultName
        return try await Session(options)
    }

    /// Asks it to end and waits for that.
    func end() {
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
    }
}
