package import AthenaCore
package import Logging
internal import ServiceLifecycle

/// Opens the database once clients can connect, and closes it when everything else has ended.
package struct DatabaseService: Service {
    /// Opens the database and everything that works on it.
    package typealias Opening = @Sendable () async throws -> OpenedDatabase

    private let opening: Opening
    private let gate: OpeningGate<OpenedDatabase>
    private let logger: Logger
    private let time: any TimeSource
    private let start: Latch

    /// Opens with `opening` once `start` is open, and then opens `gate`.
    ///
    /// - Parameter start: opens when clients can connect in every way; a server that cannot listen touches nothing.
    package init(
        gate: OpeningGate<OpenedDatabase>,
        after start: Latch,
        time: any TimeSource,
        logger: Logger,
        opening: @escaping Opening
    ) {
        self.gate = gate
        self.start = start
        self.time = time
        self.logger = logger
        self.opening = opening
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { await start.wait() }
        guard start.isOpen else { return gate.fail(Self.notStarted) }
        let began = time.now().steady
        let database: OpenedDatabase
        do {
            database = try await opening()
        } catch {
            let failure = error as? AthenaError ?? Self.failure
            gate.fail(failure)
            logger.record(.critical, "The database could not be opened", [.error: "\(error)"])
            throw error
        }
        gate.open(database)
        logger.record(.info, "The database is open", [.milliseconds: "\(time.now().steady - began)"])
        // Ends with the server; being cancelled is one way of that.
        try? await gracefulShutdown()
        await database.close()
    }

    private static var notStarted: AthenaError {
        AthenaError(.unavailable, "The server ends before it has begun.", next: "Look into its log for the reason.")
    }

    private static var failure: AthenaError {
        AthenaError(
            .unavailable,
            "The database could not be opened.",
            next: "Look into the server's log for the reason."
        )
    }
}
