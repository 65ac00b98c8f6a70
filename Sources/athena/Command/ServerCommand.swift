internal import ArgumentParser
internal import AthenaServer

/// A command that asks a server something and shows the answer.
protocol ServerCommand: AsyncParsableCommand {
    /// What every such command takes.
    var options: CommandOptions { get }

    /// Does it.
    func perform(_ session: Session) async throws -> Report
}

extension ServerCommand {
    /// Connects, does it, shows the report and ends with the right exit code.
    func run() async throws {
        try await CommandFailure.reporting {
            let session = try await Session(options.server)
            defer { session.close() }
            try options.show(try await perform(session))
        }
    }
}
