package import AthenaCore
internal import Foundation

/// The machine's clocks; the only file that reads them.
///
/// The steady reading starts at the wall's and stands still while the machine sleeps, so that a laptop that wakes up does
/// not find every lease ended before an agent could renew it.
package struct ClockSource: TimeSource {
    private let anchor: SuspendingClock.Instant
    private let anchorWall: Int64

    /// Anchors the steady clock at the present time of day.
    package init() {
        anchor = SuspendingClock().now
        anchorWall = Self.wall()
    }

    package func now() -> Moment {
        let passed = (SuspendingClock().now - anchor).milliseconds
        return Moment(wall: Self.wall(), steady: anchorWall &+ passed)
    }

    private static func wall() -> Int64 {
        Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down))
    }
}

extension Duration {
    /// Whole milliseconds, cut towards zero; the nearest representable number for spans beyond 64 bits.
    package var milliseconds: Int64 {
        let parts = components
        let (product, overflow) = parts.seconds.multipliedReportingOverflow(by: 1_000)
        return overflow ? (parts.seconds < 0 ? .min : .max) : product &+ parts.attoseconds / 1_000_000_000_000_000
    }

    /// Seconds with a fraction, for metrics.
    package var seconds: Double {
        let parts = components
        return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
    }
}
