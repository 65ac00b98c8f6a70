import AthenaCore
import Testing

@Suite("Figures in sentences")
struct FiguresTests {
    @Test(
        "two decimals",
        arguments: [(0.0, "0.00"), (0.905, "0.91"), (0.996, "1.00"), (12.3, "12.30"), (-0.05, "-0.05")]
    )
    func decimals(value: Double, text: String) {
        #expect(Figures.twoDecimals(value) == text)
    }

    @Test(
        "spans in their largest whole unit",
        arguments: [
            (0, "0 ms"), (999, "999 ms"), (1_000, "1 s"), (59_999, "59 s"), (60_000, "1 min"), (3_600_000, "1 h"),
            (172_800_000, "2 d"), (-5, "0 ms"), (Int64.max, "106751991167 d"),
        ]
    )
    func spans(milliseconds: Int64, text: String) {
        #expect(Figures.span(milliseconds) == text)
    }

    @Test("counts and lists")
    func counts() {
        #expect(Figures.count(1, "task") == "1 task")
        #expect(Figures.count(0, "task") == "0 tasks")
        #expect(Figures.count(2, "task is", plural: "tasks are") == "2 tasks are")
        #expect(Figures.list(["a", "b"]) == "a, b")
        #expect(Figures.list(["a", "b", "c"], limit: 2) == "a, b and 1 more")
        #expect(Figures.percent(0.849) == "85 %")
        #expect(Figures.percent(.infinity) == "0 %")
    }
}
