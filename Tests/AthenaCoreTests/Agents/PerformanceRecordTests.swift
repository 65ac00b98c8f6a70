import AthenaCore
import AthenaTestKit
import Testing

@Suite("Performance records")
struct PerformanceRecordTests {
    @Test("a fresh agent shows no rate, and after one success 1 of 1 with a mean of 1000")
    func fresh() {
        let fresh = PerformanceRecord()
        #expect(fresh.successRate == nil)
        #expect(fresh.meanMs == nil)
        let once = fresh.recording(success: true, durationMs: 1_000, at: Fleet.now.wall)
        #expect(once.successes == 1)
        #expect(once.successRate == 1)
        #expect(once.meanMs == 1_000)
    }

    @Test("two successes of 1000 and 1200 ms and one failure show 2, 1, two thirds and 1100")
    func twoAndOne() {
        let record = PerformanceRecord()
            .recording(success: true, durationMs: 1_000, at: 1)
            .recording(success: true, durationMs: 1_200, at: 2)
            .recording(success: false, durationMs: 9_000, at: 3)
        #expect(record.successes == 2)
        #expect(record.failures == 1)
        #expect(record.successRate == 2.0 / 3.0)
        #expect(record.meanMs == 1_100)
    }

    @Test("a success of unknown duration counts, but not in the mean")
    func unknownDuration() {
        let record = PerformanceRecord()
            .recording(success: true, durationMs: nil, at: 1)
            .recording(success: true, durationMs: 400, at: 2)
        #expect(record.successes == 2)
        #expect(record.meanMs == 400)
    }

    @Test(
        "a weight halves in fourteen days",
        arguments: [(0, 1.0), (7, 0.707_106_781_187), (14, 0.5), (28, 0.25), (70, 0.031_25)]
    )
    func decay(days: Int64, share: Double) {
        let record = PerformanceRecord().recording(success: true, durationMs: nil, at: Fleet.now.wall)
        let weights = record.weights(at: Fleet.now.wall + days * Fleet.day)
        #expect(abs(weights.successes - share) < 1e-9)
        #expect(weights.failures == 0)
        #expect(record.successes == 1)
    }

    @Test("the order in which outcomes arrive does not matter")
    func anyOrder() {
        var random = Dice(seed: 7)
        var outcomes = (0..<200).map { (index: Int) -> (isGood: Bool, ms: Int64, at: Int64) in
            let at: Int64 = Fleet.now.wall + Int64(index) * Fleet.day / 3
            return (isGood: index % 3 > 0, ms: Int64(index * 10), at: at)
        }
        func sum() -> PerformanceRecord {
            outcomes.reduce(PerformanceRecord()) { $0.recording(success: $1.isGood, durationMs: $1.ms, at: $1.at) }
        }
        let inOrder = sum()
        outcomes.shuffle(using: &random)
        let shuffled = sum()
        #expect(abs(inOrder.successWeight - shuffled.successWeight) < 1e-9)
        #expect(abs(inOrder.failureWeight - shuffled.failureWeight) < 1e-9)
        #expect(inOrder.durations == shuffled.durations)
        #expect(inOrder.weighedAt == shuffled.weighedAt)
    }

    @Test("counters at their largest stay there")
    func saturates() throws {
        var full = PerformanceRecord()
        full.successes = .max
        full.failures = .max
        full.totalMs = .max
        full.successWeight = 1
        full.failureWeight = 1
        full.weighedAt = 5
        full.durations = try #require(DurationHistogram(text: "3:\(Int.max)"))
        let more = full.recording(success: true, durationMs: .max, at: .max).recording(
            success: false,
            durationMs: 1,
            at: .min
        )
        #expect(more.successes == .max)
        #expect(more.failures == .max)
        #expect(more.totalMs == .max)
        #expect(more.meanMs != nil)
    }

    @Test("a scope reads back from its stored text", arguments: ["overall", "skill:c++", "type:a:b", "type:"])
    func scopeText(text: String) {
        #expect(PerformanceScope(text: text)?.text == text)
    }

    @Test("other texts are no scope", arguments: ["", "overall:", "skills:x", "skill"])
    func noScope(text: String) {
        #expect(PerformanceScope(text: text) == nil)
    }
}
