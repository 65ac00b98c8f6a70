package import AthenaCore
package import AthenaJSON

/// Whether the server can do its work, and what is missing if it cannot.
package struct Readiness: Sendable {
    /// How old the last sweep may be.
    static let freshness: Int64 = 5_000

    private let store: @Sendable () -> (any Store)?
    private let pulse: SweepPulse
    private let writes: WriteProbe
    private let schema: Int64
    private let time: any TimeSource

    /// Judges by the store, a write to it and the sweep.
    ///
    /// - Parameters:
    ///   - schema: the version that an open database has been brought to.
    ///   - store: the database once it is open.
    package init(
        pulse: SweepPulse,
        writes: WriteProbe,
        schema: Int64,
        time: any TimeSource,
        store: @escaping @Sendable () -> (any Store)?
    ) {
        self.pulse = pulse
        self.writes = writes
        self.schema = schema
        self.time = time
        self.store = store
    }

    /// Milliseconds since the last sweep; nil before the first.
    package var sweepAge: Int64? {
        pulse.lastBeat.map { max(0, time.now().steady - $0) }
    }

    /// Looks at everything; answers whether all of it runs, and the details.
    package func look() async -> (isReady: Bool, json: JSON) {
        let isFresh = sweepAge.map { $0 <= Self.freshness } ?? false
        var scheduler: JSONObject = ["fresh": .bool(isFresh)]
        if let sweepAge { scheduler["last_tick_ms"] = .integer(sweepAge) }
        var isWritable = false
        var json: JSONObject = ["status": "not_ready", "store": "opening"]
        if let store = store() {
            isWritable = await writes.canWrite(to: store)
            json["store"] = "open"
            json["writable"] = .bool(isWritable)
            json["schema"] = .integer(schema)
        }
        json["scheduler"] = .object(scheduler)
        let isReady = isFresh && isWritable
        if isReady { json["status"] = "ready" }
        return (isReady, .object(json))
    }
}
