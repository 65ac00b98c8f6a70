/// One reading of time: the calendar's and the machine's own, both in milliseconds.
///
/// Leases and timers that must not jump use `steady`; what people read uses `wall`. At process start both are equal,
/// afterwards only `wall` follows changes of the system's clock.
package struct Moment: Sendable, Hashable {
    /// Milliseconds since 1970-01-01T00:00:00Z by the system's clock.
    package let wall: Int64
    /// Milliseconds that never jump within a process, starting near `wall`.
    package let steady: Int64

    /// Makes a moment from both readings.
    package init(wall: Int64, steady: Int64) {
        self.wall = wall
        self.steady = steady
    }

    /// A moment whose readings agree.
    package init(_ milliseconds: Int64) {
        self.init(wall: milliseconds, steady: milliseconds)
    }
}

/// Where moments come from: the machine in production, a hand-set clock in tests.
package protocol TimeSource: Sendable {
    /// The present moment.
    func now() -> Moment
}
