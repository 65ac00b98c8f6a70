import AthenaCore
import AthenaServer
import Logging
import Testing

@Suite("A server that nobody needs")
struct IdleWatchTests {
    let clock = ManualClock()
    let pulse = SweepPulse()
    let ended = Latch()

    func watch(_ body: @Sendable (ConnectionCensus) async throws -> Void) async throws {
        let census = ConnectionCensus(
            time: clock.time,
            metrics: MetricBook(),
            limits: ConnectionLimits(descriptors: 1_024),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let stop = StopRequest { _ in ended.open() }
        let watch = IdleWatch(census: census, pulse: pulse, stop: stop, time: clock.time, clock: clock)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await stop.run() }
            group.addTask { try await watch.run() }
            await clock.sleepers(atLeast: 1)
            try await body(census)
            await ended.wait()
            try await group.waitForAll()
        }
    }

    @Test("it ends after ten minutes alone")
    func endsAlone() async throws {
        try await watch { _ in
            clock.advance(by: .seconds(599))
            #expect(!ended.isOpen)
            clock.advance(by: .seconds(1))
        }
    }

    @Test("a connection keeps it, and the ten minutes begin when that ends")
    func staysWhileConnected() async throws {
        try await watch { census in
            let ticket = census.enter(.socket, endInput: {}, cut: {})
            for _ in 0..<30 {
                clock.advance(by: .seconds(60))
                await clock.sleepers(atLeast: 1)
            }
            #expect(!ended.isOpen)
            if let ticket { census.leave(ticket) }
            clock.advance(by: .seconds(60))
            await clock.sleepers(atLeast: 1)
            #expect(!ended.isOpen)
            clock.advance(by: .seconds(540))
        }
    }

    @Test("a lease keeps it")
    func staysWhileLeased() async throws {
        pulse.beat(at: 0, NextDue(leaseAt: 1, timerAt: nil))
        try await watch { _ in
            for _ in 0..<30 {
                clock.advance(by: .seconds(60))
                await clock.sleepers(atLeast: 1)
            }
            #expect(!ended.isOpen)
            pulse.beat(at: 0, NextDue(leaseAt: nil, timerAt: nil))
            clock.advance(by: .seconds(60))
        }
    }
}
