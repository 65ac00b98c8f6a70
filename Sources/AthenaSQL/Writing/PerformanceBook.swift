internal import AthenaCore

/// Records of performance in memory: a batch moves a record many times and writes its row once.
final class PerformanceBook {
    /// Which record: a project's, an agent's or the fleet's, in one scope.
    struct Place: Hashable {
        let project: Project.ID
        let agent: Int64
        let scope: PerformanceScope
    }

    private static let recordsKept = 20_000

    private let connection: any SQLConnection
    private var records: [Place: PerformanceRecord] = [:]
    private var dirty: Set<Place> = []

    init(connection: any SQLConnection) { self.connection = connection }

    /// Forgets everything, also what was not written yet.
    func forget() {
        records = [:]
        dirty = []
    }

    /// A record as the batch has left it, if it is kept here.
    func record(at place: Place) -> PerformanceRecord? { records[place] }

    /// Takes note of a record that was read; nil of one that does not exist.
    func note(_ record: PerformanceRecord?, at place: Place) {
        if records.count >= Self.recordsKept { records = records.filter { dirty.contains($0.key) } }
        records[place] = record
    }

    /// Keeps a record to be written.
    func save(_ record: PerformanceRecord, at place: Place) {
        note(record, at: place)
        dirty.insert(place)
    }

    /// Writes every record that changed, once.
    func flush() throws {
        for place in dirty {
            guard let record = records[place] else { continue }
            try connection.run(
                Self.store,
                [.integer(place.project.rawValue), .integer(place.agent)]
                    + PerformanceRow.values(record, scope: place.scope)
            )
        }
        dirty = []
    }

    private static let store: SQLText =
        "INSERT INTO performance(project, agent, " + PerformanceRow.columns
            + """
            ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
              ON CONFLICT(project, agent, scope) DO UPDATE SET successes = excluded.successes,
              failures = excluded.failures, total_ms = excluded.total_ms, success_weight = excluded.success_weight,
              failure_weight = excluded.failure_weight, weighed_at = excluded.weighed_at, durations = excluded.durations
            """
}
