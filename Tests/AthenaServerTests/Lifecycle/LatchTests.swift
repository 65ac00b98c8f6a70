import AthenaServer
import Testing

@Suite("Something that happens once")
struct LatchTests {
    @Test("everybody who waits hears of it, and whoever comes later")
    func opens() async {
        let latch = Latch()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<3 { group.addTask { await latch.wait() } }
            latch.open()
            latch.open()
        }
        await latch.wait()
        #expect(latch.isOpen)
    }

    @Test("whoever is cancelled waits no longer")
    func canBeCancelled() async {
        let latch = Latch()
        let waiting = Task { await latch.wait() }
        waiting.cancel()
        await waiting.value
        #expect(!latch.isOpen)
    }
}

@Suite("A bell that ends a sleep")
struct WakeTests {
    @Test("a ring before the sleep ends it too, once")
    func remembersOneRing() async {
        let clock = ManualClock()
        let wake = Wake()
        wake.ring()
        wake.ring()
        await wake.sleep(atMost: .seconds(1), on: clock)
        let second = Task { await wake.sleep(atMost: .seconds(1), on: clock) }
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(1))
        await second.value
        #expect(clock.now.offset == .seconds(1))
    }
}
