/// How long a failed task waits before it is ready again: exponential, capped, with jitter.
package enum RetryDelay {
    /// The first wait of a task that names none, in milliseconds.
    package static let standardBaseMs: Int64 = 30_000
    /// The longest wait, in milliseconds.
    package static let capMs: Int64 = 600_000

    /// Milliseconds to wait after the `failures`-th failure.
    ///
    /// `base * 2^(failures - 1)` and a random tenth more, so that tasks that failed together do not return together;
    /// never more than `capMs`, whatever the base.
    /// - Parameter jitter: a random number in 0..<1.
    package static func milliseconds(baseMs: Int64?, failures: Int, jitter: Double) -> Int64 {
        let base = baseMs ?? standardBaseMs
        guard base > 0 else { return 0 }
        let doublings = min(max(failures - 1, 0), 20)
        let grown = base.multipliedReportingOverflow(by: Int64(1) << Int64(doublings))
        let delay = grown.overflow ? capMs : min(grown.partialValue, capMs)
        let share = Int64(Double(delay / 10) * min(max(jitter, 0), 1))
        return min(delay + share, capMs)
    }
}
