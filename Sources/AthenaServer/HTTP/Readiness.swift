package import AthenaCore
internal import AthenaJSON

/// Whether the server can do its work, and what is missing if it cannot.
package struct Readiness: Sendable {
    /// How old the last sweep may be.
    static let freshness: Int64 = 5_000

    private let isStoreOpen: @Sendable () -> Bool
    private let pulse: SweepPulse
    private let time: any TimeSource

    /// Judges by the store and the sweep.
    package init(pulse: SweepPulse, time: any TimeSource, isStoreOpen: @escaping @Sendable () -> Bool) {
        self.pulse = pulse
        self.time = time
        self.isStoreOpen = isStoreOpen
    }

    /// Milliseconds since the last sweep; nil before the first.
    package var sweepAge: Int64? {
        pulse.lastBeat.map { max(0, time.now().steady - $0) }
    }

    /// Whether everything runs.
    package var isReady: Bool {
        isStoreOpen() && (sweepAge.map { $0 <= Self.freshness } ?? false)
    }

    /// What runs and what does not.
    var json: JSON {
        var scheduler: JSONObject = ["fresh": .bool(sweepAge.map { $0 <= Self.freshness } ?? false)]
        if let sweepAge { scheduler["last_tick_ms"] = .integer(sweepAge) }
        return [
            "status": isReady ? "ready" : "not_ready",
            "store": isStoreOpen() ? "open" : "opening",
            "scheduler": .object(scheduler),
        ]
    }
}
