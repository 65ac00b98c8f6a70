import AthenaCore
import AthenaServer
import Logging
import Synchronization
import Testing

@Suite("The sweep")
struct SweeperTests {
    static let now = Moment(wall: 10_000, steady: 5_000)

    static let dues: [(NextDue, Int64)] = [
        (NextDue(leaseAt: nil, timerAt: nil), 1_000), (NextDue(leaseAt: 5_400, timerAt: nil), 400),
        (NextDue(leaseAt: nil, timerAt: 10_250), 250), (NextDue(leaseAt: 5_400, timerAt: 10_250), 250),
        (NextDue(leaseAt: 99_000, timerAt: 99_000), 1_000), (NextDue(leaseAt: 1, timerAt: nil), 5),
        (NextDue(leaseAt: .min, timerAt: .max), 5), (NextDue(leaseAt: .max, timerAt: .max), 1_000),
    ]

    @Test("it looks again at the nearer moment, never later than a second, never without a pause", arguments: dues)
    func pauses(due: NextDue, milliseconds: Int64) {
        #expect(SweeperService.pause(until: due, from: Self.now) == .milliseconds(milliseconds))
    }

    @Test("a bell ends the pause, a failure does not end the sweep")
    func goesOn() async throws {
        let clock = ManualClock()
        let wake = Wake()
        let pulse = SweepPulse()
        let rounds = AsyncStream.makeStream(of: Int.self)
        let count = Mutex(0)
        let sweeper = SweeperService(
            time: clock.time,
            clock: clock,
            wake: wake,
            pulse: pulse,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) {
            let round = count.withLock { count in
                count += 1
                return count
            }
            rounds.continuation.yield(round)
            if round == 1 { throw AthenaError(.unavailable, "not now", next: "") }
            return SweepReport(next: NextDue(leaseAt: 1, timerAt: nil))
        }
        let running = Task { try await sweeper.run() }
        var seen = rounds.stream.makeAsyncIterator()
        #expect(await seen.next() == 1)
        #expect(pulse.lastBeat == nil)
        await clock.sleepers(atLeast: 1)
        wake.ring()
        clock.advance(by: SweeperService.shortestPause)
        #expect(await seen.next() == 2)
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(1))
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(1))
        #expect(await seen.next() == 3)
        #expect(pulse.isAnythingLeased)
        running.cancel()
        try await running.value
    }
}
