package import AthenaCore

extension SQLTransaction {
    package func tally(in project: Project.ID) throws -> Tally { try writer.tallies.tally(in: project) }

    package func tally(in project: Project.ID, before wall: Int64) throws -> Tally {
        try writer.tallies.flush()
        return try reader.tally(in: project, before: wall)
    }

    package func add(_ amount: Int64, to counter: Tally.Counter, in project: Project.ID, at wall: Int64) {
        writer.markWrite()
        writer.tallies.add(amount, to: counter, in: project, at: wall)
    }

    /// Counts a task in another place; nil stands for a task that was not there before.
    func move(_ project: Project.ID, from: Tally.Counter?, to: Tally.Counter, at wall: Int64) {
        guard from != to else { return }
        if let from { writer.tallies.add(-1, to: from, in: project, at: wall) }
        writer.tallies.add(1, to: to, in: project, at: wall)
    }
}

extension AgentTask {
    /// Where it is counted.
    var place: Tally.Counter { Tally.place(of: status, isReady: isReady) }
}
