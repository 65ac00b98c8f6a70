package import AthenaCore
package import Logging
internal import ServiceLifecycle
internal import Synchronization

/// Ends leases that ran out, passes timers that are due and does what was left over, for as long as the server runs.
package final class SweeperService: Service {
    /// Does everything that is due and tells what it did and when to look again.
    package typealias Sweep = @Sendable () async throws -> SweepReport

    /// The longest time between two looks, so that nothing waits longer than promised whatever was miscounted.
    package static let longestPause: Duration = .seconds(1)
    /// The shortest time between two looks, so that a busy store does not keep the sweep busy with nothing.
    package static let shortestPause: Duration = .milliseconds(5)

    private let sweep: Sweep
    private let time: any TimeSource
    private let clock: any Clock<Duration>
    private let wake: Wake
    private let pulse: SweepPulse
    private let logger: Logger

    /// Sweeps by `time`, sleeps on `clock`.
    package init(
        time: any TimeSource,
        clock: any Clock<Duration> = ContinuousClock(),
        wake: Wake,
        pulse: SweepPulse,
        logger: Logger,
        sweep: @escaping Sweep
    ) {
        self.time = time
        self.clock = clock
        self.wake = wake
        self.pulse = pulse
        self.logger = logger
        self.sweep = sweep
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let pause = await self.look()
                // Ends early by cancellation only, which ends the loop as well.
                try? await self.clock.sleep(for: Self.shortestPause)
                await self.wake.sleep(atMost: pause - Self.shortestPause, on: self.clock)
            }
        }
    }

    /// Sweeps once; answers how long nothing is due.
    private func look() async -> Duration {
        do {
            let report = try await sweep()
            for fault in report.faults {
                logger.record(
                    .error,
                    "A task cannot be swept and is left alone",
                    [.taskID: "\(fault.task)", .error: "\(fault.message)"]
                )
            }
            let now = time.now()
            pulse.beat(at: now.steady, report.next)
            return Self.pause(until: report.next, from: now)
        } catch is CancellationError {
            return Self.longestPause
        } catch {
            logger.record(.error, "The sweep failed and is tried again", [.error: "\(error)"])
            return Self.longestPause
        }
    }

    /// How long nothing is due: to the nearer of both moments, never shorter or longer than the limits.
    package static func pause(until due: NextDue, from now: Moment) -> Duration {
        let lease = due.leaseAt.map { $0 <= now.steady ? 0 : $0 &- now.steady }
        let timer = due.timerAt.map { $0 <= now.wall ? 0 : $0 &- now.wall }
        guard let nearest = [lease, timer].compactMap({ $0 }).min() else { return longestPause }
        return max(shortestPause, min(longestPause, .milliseconds(nearest)))
    }
}

/// What the sweep saw last, for those who judge whether it is alive and whether anybody works.
package final class SweepPulse: Sendable {
    private struct State {
        var lastBeat: Int64?
        var isAnythingLeased = false
    }

    private let state = Mutex(State())

    /// Nothing seen yet.
    package init() {}

    /// Notes a sweep.
    package func beat(at steady: Int64, _ due: NextDue) {
        state.withLock { state in
            state.lastBeat = steady
            state.isAnythingLeased = due.leaseAt != nil
        }
    }

    /// When the last sweep ended, on the steady clock; nil before the first.
    package var lastBeat: Int64? { state.withLock { $0.lastBeat } }

    /// Whether anybody held a lease at the last sweep.
    package var isAnythingLeased: Bool { state.withLock { $0.isAnythingLeased } }
}
