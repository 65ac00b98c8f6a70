package import AthenaCore
internal import Synchronization

/// Finds out whether the database can be written, with a small write every few seconds at most however often it is asked.
package final class WriteProbe: Sendable {
    /// How long an outcome counts, in milliseconds.
    package static let freshness: Int64 = 3_000
    /// How long a look may take before the database counts as stuck, in milliseconds.
    private static let patience: Int64 = 2_000
    private static let setting = "write_probe"

    private struct State {
        var isWritable = false
        var lookedAt: Int64?
        var lookingSince: Int64?
    }

    private let state = Mutex(State())
    private let time: any TimeSource

    /// A probe that knows nothing yet.
    package init(time: any TimeSource) { self.time = time }

    /// Notes that a commit has failed, which counts like a look.
    package func commitFailed() { note(false) }

    /// Whether a store can be written, as far as the last look tells.
    package func canWrite(to store: any Store) async -> Bool {
        let now = time.now().steady
        let known: Bool? = state.withLock { state in
            if let since = state.lookingSince { return state.isWritable && now - since < Self.patience }
            if let at = state.lookedAt, now - at < Self.freshness { return state.isWritable }
            state.lookingSince = now
            return nil
        }
        if let known { return known }
        // Why it cannot be written is in the log already.
        let isWritable = (try? await store.write { tx in try tx.setSetting(Self.setting, to: "\(now)") }) != nil
        note(isWritable)
        return isWritable
    }

    private func note(_ isWritable: Bool) {
        let now = time.now().steady
        state.withLock { $0 = State(isWritable: isWritable, lookedAt: now) }
    }
}
