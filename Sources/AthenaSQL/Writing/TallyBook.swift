internal import AthenaCore

/// Running totals in memory: what a batch counts is added up here and written once.
final class TallyBook {
    private struct Pending {
        var delta: Tally
        var wall: Int64

        mutating func add(_ amount: Int64, to counter: Tally.Counter, at wall: Int64) {
            delta[counter] = delta[counter].addingWithoutOverflow(amount)
            self.wall = wall
        }
    }

    private let connection: any SQLConnection
    private var stored: [Project.ID: TallyRow] = [:]
    private var pending: [Project.ID: Pending] = [:]

    init(connection: any SQLConnection) { self.connection = connection }

    /// Forgets everything, also what was not written yet.
    func forget() {
        stored = [:]
        pending = [:]
    }

    /// Counts something.
    func add(_ amount: Int64, to counter: Tally.Counter, in project: Project.ID, at wall: Int64) {
        pending[project, default: Pending(delta: Tally(), wall: wall)].add(amount, to: counter, at: wall)
    }

    /// The totals as the batch has left them.
    func tally(in project: Project.ID) throws -> Tally {
        let base = try newest(in: project).tally
        return pending[project].map { base.adding($0.delta) } ?? base
    }

    /// Writes the totals that changed, each into the row of its minute.
    ///
    /// The minute never goes back, whatever the clock does, so the newest row is always the one with the largest.
    func flush() throws {
        for (project, change) in pending {
            var row = try newest(in: project)
            row.minute = max(row.minute, TallyRow.minute(of: change.wall))
            row.tally = row.tally.adding(change.delta)
            try connection.run(TallyRow.store, row.values(of: project))
            stored[project] = row
        }
        pending = [:]
    }

    private func newest(in project: Project.ID) throws -> TallyRow {
        if let known = stored[project] { return known }
        let row = try SQLReader(connection: connection).newestTally(in: project) ?? TallyRow(minute: 0, tally: Tally())
        stored[project] = row
        return row
    }
}
