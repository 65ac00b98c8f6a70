package import AthenaCore
internal import Synchronization

/// Who is connected now, so that the server knows when it is alone and whom to tell that it ends.
package final class ConnectionCensus: Sendable {
    /// The ways in.
    package enum Transport: String, Sendable, CaseIterable {
        case socket
        case http
    }

    private struct Entry {
        let transport: Transport
        let endInput: @Sendable () -> Void
        let cut: @Sendable () -> Void
    }

    private struct State {
        var entries: [UInt64: Entry] = [:]
        var tickets: UInt64 = 0
        var aloneSince: Int64
        var isEnding = false
    }

    private let state: Mutex<State>
    private let time: any TimeSource
    private let metrics: MetricBook
    private let limit: Int

    /// Counts at most `limit` connections of each kind.
    package init(time: any TimeSource, metrics: MetricBook, limit: Int = 1_024) {
        state = Mutex(State(aloneSince: time.now().steady))
        self.time = time
        self.metrics = metrics
        self.limit = limit
    }

    /// Since when nobody is connected, on the steady clock; nil while somebody is.
    package var aloneSince: Int64? {
        state.withLock { $0.entries.isEmpty ? $0.aloneSince : nil }
    }

    /// How many are connected.
    package var count: Int { state.withLock { $0.entries.count } }

    /// Counts a connection; nil when there are too many or the server ends.
    ///
    /// - Parameters:
    ///   - most: a limit of this kind's own, below that of all.
    ///   - endInput: makes the connection finish what it does and read nothing more.
    ///   - cut: ends it at once.
    package func enter(
        _ transport: Transport,
        atMost most: Int = .max,
        endInput: @escaping @Sendable () -> Void,
        cut: @escaping @Sendable () -> Void
    ) -> UInt64? {
        let ticket: UInt64? = state.withLock { state in
            let others = state.entries.values.count { $0.transport == transport }
            guard !state.isEnding, others < min(limit, most) else { return nil }
            state.tickets += 1
            state.entries[state.tickets] = Entry(transport: transport, endInput: endInput, cut: cut)
            return state.tickets
        }
        if ticket == nil {
            metrics.add(to: .refusals, "too_many_connections")
        } else {
            metrics.add(to: .connections, transport.rawValue)
        }
        return ticket
    }

    /// Takes a connection off the count.
    package func leave(_ ticket: UInt64) {
        let now = time.now().steady
        let left = state.withLock { state in
            let left = state.entries.removeValue(forKey: ticket)
            if state.entries.isEmpty { state.aloneSince = now }
            return left
        }
        if let left { metrics.add(-1, to: .connections, left.transport.rawValue) }
    }

    /// Lets nobody in any more, and everybody of one kind finish.
    func end(_ transport: Transport) {
        let entries = state.withLock { state in
            state.isEnding = true
            return state.entries.values.filter { $0.transport == transport }
        }
        for entry in entries { entry.endInput() }
    }

    /// Ends every connection of one kind at once.
    func cut(_ transport: Transport) {
        let entries = state.withLock { state in state.entries.values.filter { $0.transport == transport } }
        for entry in entries { entry.cut() }
    }
}
