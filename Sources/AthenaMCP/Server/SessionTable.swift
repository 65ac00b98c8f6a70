import Synchronization

/// The legacy HTTP sessions of a server, each bound to the credential that made it.
///
/// Bounded, as a whole and by caller: the session unused for longest is forgotten, which its client sees as 404 and
/// repairs by a new handshake.
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

        /// Forgets the session unused for longest, of one owner or of all.
        mutating func evict(of owner: CallerID?) -> Session? {
            let candidates = owner.map { owner in entries.filter { $0.value.owner == owner } } ?? entries
            guard let oldest = candidates.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return nil }
            return entries.removeValue(forKey: oldest.key)?.session
        }

        /// How many sessions one owner has.
        func count(of owner: CallerID) -> Int {
            entries.values.count { $0.owner == owner }
        }
    }

    private let state = Mutex(State())
    private let capacity: Int
    private let share: Int
    private let entropy: @Sendable () -> UInt64

    /// Creates a table of at most `capacity` sessions, of which one caller gets at most `share`.
    init(capacity: Int, share: Int, entropy: @escaping @Sendable () -> UInt64) {
        self.capacity = max(1, capacity)
        self.share = max(1, share)
        self.entropy = entropy
    }

    /// How many sessions are kept now.
    var count: Int { state.withLock { $0.entries.count } }

    /// Keeps a session and answers its id: 128 random bits in visible ASCII.
    func insert(_ session: Session, owner: CallerID) -> String {
        let id = newID()
        let evicted: Session? = state.withLock { state in
            var evicted: Session?
            if state.count(of: owner) >= share {
                evicted = state.evict(of: owner)
            } else if state.entries.count >= capacity {
                evicted = state.evict(of: nil)
            }
            state.entries[id] = Entry(session: session, owner: owner, lastUse: state.nextUse())
            return evicted
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
