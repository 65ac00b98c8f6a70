internal import AthenaCore

/// Which tasks each agent holds leases of, in memory: every claim asks, and an index for it would be written at every
/// claim and every end of a lease.
final class LeaseBook {
    /// Whose lease it is, and whether its task still waits to be started.
    struct Lease: Hashable {
        let agent: Int64
        let isReserved: Bool
    }

    /// The tasks of an agent, oldest lease first.
    private struct Holding {
        var tasks: [Int64] = []
        var reserved: [Int64] = []
    }

    private let connection: any SQLConnection
    private var holdings: [Int64: Holding]?

    init(connection: any SQLConnection) { self.connection = connection }

    /// Forgets everything.
    func forget() { holdings = nil }

    /// The tasks that an agent holds, oldest lease first.
    func tasks(heldBy agent: Int64) throws -> [Int64] { try loaded()[agent]?.tasks ?? [] }

    /// Those of them that it has not started.
    func tasks(reservedFor agent: Int64) throws -> [Int64] { try loaded()[agent]?.reserved ?? [] }

    /// A lease of this task begins, is started, or ends.
    func move(_ task: Int64, from former: Lease?, to lease: Lease?) {
        guard holdings != nil else { return }
        if let former {
            if former.agent != lease?.agent { holdings?[former.agent]?.tasks.removeAll { $0 == task } }
            if former.isReserved { holdings?[former.agent]?.reserved.removeAll { $0 == task } }
            if holdings?[former.agent]?.tasks.isEmpty == true { holdings?[former.agent] = nil }
        }
        if let lease {
            if former?.agent != lease.agent { holdings?[lease.agent, default: Holding()].tasks.append(task) }
            if lease.isReserved { holdings?[lease.agent, default: Holding()].reserved.append(task) }
        }
    }

    private func loaded() throws -> [Int64: Holding] {
        if let holdings { return holdings }
        var holdings: [Int64: Holding] = [:]
        try connection.forEach(
            """
            SELECT assigned_to, id, CASE WHEN status = 'assigned' THEN 1 ELSE 0 END FROM tasks
              WHERE lease_until IS NOT NULL ORDER BY granted_at, id
            """,
            []
        ) { row in
            holdings[row.integer(0), default: Holding()].tasks.append(row.integer(1))
            if row.integer(2) == 1 { holdings[row.integer(0)]?.reserved.append(row.integer(1)) }
        }
        self.holdings = holdings
        return holdings
    }
}
