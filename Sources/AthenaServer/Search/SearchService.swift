package import Logging
internal import ServiceLifecycle

/// Lets the search index follow the logs for as long as the server runs.
package struct SearchService: Service {
    /// The shortest time between two looks, so that a busy log is read in larger parts.
    private static let shortestPause: Duration = .milliseconds(250)

    private let gate: OpeningGate<OpenedDatabase>
    private let clock: any Clock<Duration>
    private let logger: Logger

    /// Follows the logs of the database behind `gate`.
    package init(
        gate: OpeningGate<OpenedDatabase>,
        clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger
    ) {
        self.gate = gate
        self.clock = clock
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var isLate = false
            while !Task.isCancelled {
                let pause = await look(&isLate)
                // Ends early by cancellation only, which ends the loop as well.
                try? await clock.sleep(for: pause)
            }
        }
    }

    /// Follows once; answers how long to leave it at that.
    ///
    /// - Parameter isLate: whether the last look failed. A disk that is full for a day is told of once, not each second.
    private func look(_ isLate: inout Bool) async -> Duration {
        do {
            try await gate.enter().search.follow(on: clock)
            if isLate { logger.record(.info, "The search index can be brought up to date again") }
            isLate = false
            return Self.shortestPause
        } catch is CancellationError {
            return Self.shortestPause
        } catch {
            if !isLate {
                logger.record(.warning, "The search index could not be brought up to date", [.error: "\(error)"])
            }
            isLate = true
            return SearchFollower.longestPause
        }
    }
}
