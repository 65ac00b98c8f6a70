package import AthenaCore

extension SQLReading {
    package func tally(in project: Project.ID) throws -> Tally {
        try newestTally(in: project)?.tally ?? Tally()
    }

    package func tally(in project: Project.ID, before wall: Int64) throws -> Tally {
        try connection.first(
            TallyRow.select + " WHERE project = $1 AND minute < $2 ORDER BY minute DESC LIMIT 1",
            [.integer(project.rawValue), .integer(TallyRow.minute(of: wall))],
            TallyRow.init
        )?.tally ?? Tally()
    }

    /// The newest row.
    func newestTally(in project: Project.ID) throws -> TallyRow? {
        try connection.first(
            TallyRow.select + " WHERE project = $1 ORDER BY minute DESC LIMIT 1",
            [.integer(project.rawValue)],
            TallyRow.init
        )
    }
}
