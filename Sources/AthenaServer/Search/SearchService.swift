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
                let pause: Duration
                (pause, isLate) = await look(afterFailure: isLate)
                // Ends early by cancellation only, which ends the loop as well.
                try? await clock.sleep(for: pause)
            }
        }
    }

    /// Follows once; answers how long to leave it at that, and whether it failed.
    ///
    /// A failure after a failure is not told again: a disk may be full for a day.
    private func look(afterFailure isLate: Bool) async -> (pause: Duration, isLate: Bool) {
        do {
            let isDone = try await gate.enter().search.follow(on: clock)
            if isLate { logger.record(.info, "The search index can be brought up to date again") }
            return (isDone ? Self.shortestPause : .zero, false)
        } catch is CancellationError {
            return (Self.shortestPause, isLate)
        } catch {
            if !isLate {
                logger.record(.warning, "The search index could not be brought up to date", [.error: "\(error)"])
            }
            return (SearchFollower.longestPause, true)
        }
    }
}
