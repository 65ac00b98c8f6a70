import Testing

@testable import athena

@Suite("How far work has come")
struct ProgressGaugeTests {
    @Test(
        "is a share of the whole, never less than none or more than all",
        arguments: [(0, 10, 0), (5, 10, 50_000), (10, 10, 100_000), (11, 10, 100_000), (-1, 10, 0), (1, 0, 0)]
            as [(Int64, Int64, Int)]
    )
    func share(done: Int64, total: Int64, share: Int) {
        let gauge = ProgressGauge()
        gauge.note(done, of: total)
        #expect(gauge.share == share)
    }
}
