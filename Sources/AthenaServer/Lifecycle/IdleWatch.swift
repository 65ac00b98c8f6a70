package import AthenaCore
internal import ServiceLifecycle

/// Ends a server that was started on demand once nobody needs it.
package struct IdleWatch: Service {
    /// How long nobody must have been connected.
    package static let patience: Duration = .seconds(600)

    private let census: ConnectionCensus
    private let pulse: SweepPulse
    private let stop: StopRequest
    private let time: any TimeSource
    private let clock: any Clock<Duration>

    /// Watches connections and leases.
    package init(
        census: ConnectionCensus,
        pulse: SweepPulse,
        stop: StopRequest,
        time: any TimeSource,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.census = census
        self.pulse = pulse
        self.stop = stop
        self.time = time
        self.clock = clock
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while let rest = remaining {
                // Ends early when the server ends for another reason.
                guard (try? await clock.sleep(for: rest)) != nil else { return }
            }
            stop.stop(because: "nobody was connected and nothing was leased for \(Self.patience)")
        }
    }

    /// How long to wait before looking again; nil when the server has been idle long enough.
    private var remaining: Duration? {
        guard let since = census.aloneSince, !pulse.isAnythingLeased else { return Self.patience / 10 }
        let rest = Self.patience - .milliseconds(time.now().steady - since)
        return rest > .zero ? rest : nil
    }
}
