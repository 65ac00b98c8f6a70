internal import AthenaCore
internal import AthenaSQLite
internal import AthenaServer
internal import Dispatch

/// Work on the file itself, which blocks and therefore has a thread of its own.
enum DatabaseTask {
    /// Runs blocking work.
    static func run<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "athena.database").async { continuation.resume(with: Result { try work() }) }
        }
    }

    /// What is wrong with a file that nobody writes to; a bar shows how far the event logs are checked.
    static func faults(in path: String) async throws -> [String] {
        let gauge = ProgressGauge()
        return try await ProgressBar.following("Checking") {
            gauge.share
        } _: {
            try SQLiteBackup.faults(in: path) { gauge.note($0, of: $1) }
        }
    }

    /// The database of a command, which has to be there.
    ///
    /// - Throws: `not_found`.
    static func existing(_ options: ServerOptions) throws -> DatabaseLocation {
        let location = try options.location()
        guard PrivateFile.exists(location.database) else {
            throw AthenaError.notFound(
                "database at \(location.database.quotedForMessage)",
                next: "Make one with athena db init, or name another with --db."
            )
        }
        return location
    }

    /// The error for what only works while no server has the file.
    static func isHeld(_ location: DatabaseLocation, by process: Int32) -> AthenaError {
        AthenaError(
            .unavailable,
            "The server with process id \(process) has \(location.database) open.",
            next: "Stop it first, for example with kill \(process), then try again."
        )
    }
}
