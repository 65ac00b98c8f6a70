package import Logging
internal import ServiceLifecycle

/// Looks once a second whether the credentials in use still count, so that one revoked elsewhere is cut off in time.
package struct CredentialSentry: Service {
    /// How long a credential may go unnoticed after its end.
    package static let interval: Duration = .milliseconds(900)

    private let authenticator: Authenticator
    private let clock: any Clock<Duration>
    private let logger: Logger

    /// Watches over the credentials that `authenticator` has let in.
    package init(authenticator: Authenticator, clock: any Clock<Duration> = ContinuousClock(), logger: Logger) {
        self.authenticator = authenticator
        self.clock = clock
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await clock.sleep(for: Self.interval)) != nil {
                do {
                    try await authenticator.recheck()
                } catch {
                    logger.record(.error, "The credentials in use could not be checked", [.error: "\(error)"])
                }
            }
        }
    }
}
