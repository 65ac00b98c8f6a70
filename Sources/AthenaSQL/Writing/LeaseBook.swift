internal import AthenaCore

/// Which tasks each agent holds leases of, in memory: every claim asks, and an index for it would be written at every
/// claim and every end of a lease.
final class LeaseBook {
    private let connection: any SQLConnection
    private var held: [Int64: [Int64]]?

    init(connection: any SQLConnection) { self.connection = connection }

    /// Forgets everything.
    func forget() { held = nil }

    /// The tasks that an agent holds, oldest lease first.
    func tasks(heldBy agent: Int64) throws -> [Int64] { try loaded()[agent] ?? [] }

    /// A lease of this task begins, or ends.
    func move(_ task: Int64, from former: Int64?, to holder: Int64?) {
        guard held != nil else { return }
        if let former {
            held?[former]?.removeAll { $0 == task }
            if held?[former]?.isEmpty == true { held?[former] = nil }
        }
        if let holder { held?[holder, default: []].append(task) }
    }

    private func loaded() throws -> [Int64: [Int64]] {
        if let held { return held }
        var held: [Int64: [Int64]] = [:]
        try connection.forEach(
            "SELECT assigned_to, id FROM tasks WHERE lease_until IS NOT NULL ORDER BY granted_at, id",
            []
        ) { held[$0.integer(0), default: []].append($0.integer(1)) }
        self.held = held
        return held
    }
}
