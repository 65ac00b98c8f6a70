/// Counts of durations in buckets that grow by a quarter of a doubling, so quantiles are right within 10 %.
package struct DurationHistogram: Sendable, Hashable {
    /// The count of each bucket that is not empty, by bucket number.
    package private(set) var counts: [Int: Int] = [:]

    /// No durations.
    package init() {}
}
