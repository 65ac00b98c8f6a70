import Synchronization

/// The legacy HTTP sessions of a server, each bound to the credential that made it.
///
/// Bounded: when full, the session unused for longest is forgotten, which its client sees as 404 and repairs by a new
/// handshake.
final class SessionTable: Sendable {
    private struct Entry {
        let session: Session
        let owner: CallerID
        var lastUse: UInt64
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var uses: UInt64 = 0

        mutating func nextUse() -> UInt64 {
            uses += 1
            return uses
        }
    }

    private let state = Mutex(State())
    private let capacity: Int
    private let entropy: @Sendable () -> UInt64

    init(capacity: Int, entropy: @escaping @Sendable () -> UInt64) {
        self.capacity = max(1, capacity)
        self.entropy = entropy
    }

    /// How many sessions are kept now.
    var count: Int { state.withLock { $0.entries.count } }

    /// Keeps a session and answers its id: 128 random bits in visible ASCII.
    func insert(_ session: Session, owner: CallerID) -> String {
        let id = newID()
        let evicted: Session? = state.withLock { state in
            let evicted =
                state.entries.count >= capacity ? state.entries.min { $0.value.lastUse < $1.value.lastUse } : nil
            if let evicted { state.entries[evicted.key] = nil }
            state.entries[id] = Entry(session: session, owner: owner, lastUse: state.nextUse())
            return evicted?.value.session
        }
        evicted?.inFlight.cancelAll()
        return id
    }

    /// The session of this id, if this caller made it.
    func find(_ id: String, for caller: CallerID) -> Session? {
        state.withLock { state in
            guard let entry = state.entries[id], entry.owner == caller else { return nil }
            let use = state.nextUse()
            state.entries[id]?.lastUse = use
            return entry.session
        }
    }

    /// Ends a session and cancels what it has in flight; false when this caller has no such session.
    func remove(_ id: String, for caller: CallerID) -> Bool {
        let removed: Session? = state.withLock { state in
            guard let entry = state.entries[id], entry.owner == caller else { return nil }
            state.entries[id] = nil
            return entry.session
        }
        removed?.inFlight.cancelAll()
        return removed != nil
    }

    private func newID() -> String {
        let bytes = [entropy(), entropy()].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
        return Base64.urlSafe.encode(bytes)
    }
}
