import AthenaCore
import AthenaTestKit
import Testing

@Suite("Duration histogram")
struct DurationHistogramTests {
    @Test("an empty histogram has no quantile")
    func empty() {
        #expect(DurationHistogram().quantile(0.5) == nil)
        #expect(DurationHistogram().text == "")
    }

    @Test("every single duration is answered within 10 %")
    func everyDuration() {
        var duration: Int64 = 0
        while duration < 1 << 40 {
            var histogram = DurationHistogram()
            histogram.add(duration)
            let answer = histogram.quantile(0.5) ?? -1
            #expect(abs(answer - duration) <= duration / 10, "\(duration) was answered as \(answer)")
            duration += 1 + duration / 97
        }
    }

    @Test("quantiles of random samples are within 10 % of the exact nearest rank", arguments: 1...20)
    func randomSamples(seed: UInt64) {
        var random = Dice(seed: seed)
        let samples = (0..<500).map { _ in Int64(1) << Int64.random(in: 0...22, using: &random) }
            .map { $0 + Int64.random(in: 0...$0, using: &random) }.sorted()
        var histogram = DurationHistogram()
        samples.forEach { histogram.add($0) }
        for (share, rank) in [(0.5, 249), (0.9, 449), (0.0, 0), (1.0, 499)] {
            let exact = samples[rank]
            let answer = histogram.quantile(share) ?? -1
            #expect(abs(answer - exact) <= exact / 10, "\(share): \(exact) was answered as \(answer)")
        }
    }

    @Test("whatever is added, there are no more than 264 buckets, and all are distinct from their neighbours")
    func bounded() {
        var histogram = DurationHistogram()
        histogram.add(.min)
        histogram.add(.max)
        for shift in 0..<63 {
            for step in Int64(0)..<16 {
                let start = Int64(1) << Int64(shift)
                histogram.add(start + start / 16 * step)
            }
        }
        #expect(histogram.buckets.count <= 264)
        #expect(histogram.buckets.count > 240)
        #expect(histogram.total == 2 + 63 * 16)
        #expect(histogram.quantile(1) ?? 0 > Int64.max / 10 * 9)
    }

    @Test("merging equals adding everything to one, and the text reads back")
    func merging() {
        var (left, right, both) = (DurationHistogram(), DurationHistogram(), DurationHistogram())
        for duration in Int64(0)..<500 {
            left.add(duration * 3)
            right.add(duration * 70)
            both.add(duration * 3)
            both.add(duration * 70)
        }
        #expect(left.merging(right) == both)
        #expect(DurationHistogram(text: both.text) == both)
    }

    @Test(
        "a text that it never writes is refused",
        arguments: [
            "1", "1:", ":1", "1:1,", ",1:1", "1:1,,2:1", "2:1,1:1", "1:1,1:1", "1:0", "264:1", "-1:1", "1:-1", "1:1:1",
            "a:1", "1:99999999999999999999",
        ]
    )
    func refused(_ text: String) {
        #expect(DurationHistogram(text: text) == nil)
    }
}
