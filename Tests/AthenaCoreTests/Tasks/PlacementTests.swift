import AthenaCore
import Testing

@Suite("Where a task stands and when it comes")
struct PlacementTests {
    let now = Moment(1_700_000_000_000)

    @Test("an open dependency blocks, a timer schedules, else it is ready")
    func placements() {
        let blocked = Placement.of(unmet: 1, timerAt: nil, priority: .high, orderKey: nil, now: now)
        #expect(blocked.status == .blocked && !blocked.isReady && blocked.orderKey == nil)
        let later = Placement.of(unmet: 0, timerAt: now.wall + 1, priority: .high, orderKey: nil, now: now)
        #expect(later.status == .pending && !later.isReady && later.timerAt == now.wall + 1)
        let ready = Placement.of(unmet: 0, timerAt: now.wall, priority: .high, orderKey: nil, now: now)
        #expect(ready.isReady && ready.orderKey == now.wall && ready.timerAt == nil)
    }

    @Test("the place in the order is set once")
    func orderKeyStays() {
        let again = Placement.of(unmet: 0, timerAt: nil, priority: .low, orderKey: 5, now: now)
        #expect(again.orderKey == 5)
    }

    @Test("high comes before medium before low among tasks of one half hour, and nothing passes critical")
    func order() {
        let keys = Priority.allCases.map { $0.orderKey(readyAt: now.wall) }
        #expect(keys == keys.sorted())
        let freshHigh = Priority.high.orderKey(readyAt: now.wall + 7_200_001)
        #expect(Priority.low.orderKey(readyAt: now.wall) < freshHigh)
        #expect(Priority.medium.orderKey(readyAt: now.wall) < Priority.high.orderKey(readyAt: now.wall + 1_800_001))
        #expect(Priority.critical.orderKey(readyAt: TaskLimits.latestTime) < Priority.high.orderKey(readyAt: 0))
    }

    @Test(
        "the wait doubles from the base to ten minutes and a tenth of it is chance",
        arguments: [(1, 30_000), (2, 60_000), (3, 120_000), (5, 480_000), (6, 600_000), (100, 600_000)]
    )
    func backoff(failures: Int, expected: Int64) {
        #expect(RetryDelay.milliseconds(baseMs: nil, failures: failures, jitter: 0) == expected)
        let longest = RetryDelay.milliseconds(baseMs: nil, failures: failures, jitter: 1)
        #expect(longest == min(expected + expected / 10, RetryDelay.capMs))
    }

    @Test("a base over the cap is cut to it, zero means at once, and no number of failures overflows")
    func backoffEdges() {
        #expect(RetryDelay.milliseconds(baseMs: 3_600_000, failures: 1, jitter: 1) == RetryDelay.capMs)
        #expect(RetryDelay.milliseconds(baseMs: 0, failures: 9, jitter: 1) == 0)
        #expect(RetryDelay.milliseconds(baseMs: .max, failures: .max, jitter: 1) == RetryDelay.capMs)
    }
}
