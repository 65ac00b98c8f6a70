internal import AthenaCore

/// A row of `performance`.
enum PerformanceRow {
    /// The columns in the order in which they are read and written.
    static let columns: SQLText = """
        scope, successes, failures, total_ms, success_weight, failure_weight, weighed_at, durations
        """

    /// The number that stands for the whole fleet in place of an agent's.
    static let fleet: Int64 = 0

    /// What a row is about.
    static func scope(_ row: any SQLRow) throws -> PerformanceScope {
        guard let scope = PerformanceScope(text: row.text(0)) else { throw StoredValue.unreadable("performance scope") }
        return scope
    }

    /// The record in a row.
    static func record(_ row: any SQLRow) throws -> PerformanceRecord {
        guard let durations = DurationHistogram(text: row.text(7)) else { throw StoredValue.unreadable("histogram") }
        var record = PerformanceRecord()
        record.successes = Int(row.integer(1))
        record.failures = Int(row.integer(2))
        record.totalMs = row.integer(3)
        record.successWeight = row.real(4)
        record.failureWeight = row.real(5)
        record.weighedAt = row.integer(6)
        record.durations = durations
        return record
    }

    /// The values of a row behind project and agent.
    static func values(_ record: PerformanceRecord, scope: PerformanceScope) -> [SQLValue] {
        [
            .text(scope.text),
            .integer(record.successes),
            .integer(record.failures),
            .integer(record.totalMs),
            .real(record.successWeight),
            .real(record.failureWeight),
            .integer(record.weighedAt),
            .text(record.durations.text),
        ]
    }
}
