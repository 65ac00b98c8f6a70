internal import AthenaCore

/// An update of one row of `tasks` that takes effect only while the row still is what the caller last saw.
///
/// Parameters 1 to 4 are the id and the state, fence and holder to compare; those of the SET clause follow. What it sets
/// is kept small: SQLite rewrites every index of which a column is in the SET clause, whether its value changes or not.
struct GuardedUpdate {
    private let whileLeased: SQLText
    private let whileReady: SQLText
    private let whileNotReady: SQLText

    #if ATHENA_UNFENCED
        /// Deliberately wrong, for the check that proves that the history checker finds a lost fence.
        private static let sameLease: SQLText = " WHERE id = $1 AND status = $2"
    #else
        private static let sameLease: SQLText =
            " WHERE id = $1 AND status = $2 AND fence = $3 AND COALESCE(holder, '') = $4"
    #endif

    private static let sameRow: SQLText = " WHERE id = $1 AND status = $2 AND fence = $3 AND COALESCE(holder, '') = $4"

    /// Takes what stands between UPDATE and WHERE, with parameters from 5.
    init(_ set: SQLText) {
        let update: SQLText = "UPDATE tasks SET " + set
        whileLeased = update + Self.sameLease
        whileReady = update + Self.sameRow + " AND ready_key IS NOT NULL"
        whileNotReady = update + Self.sameRow + " AND ready_key IS NULL"
    }

    /// Carries the update out.
    ///
    /// - Returns: whether the row was still the same, and exactly one was changed.
    func run(_ task: AgentTask, _ values: [SQLValue], by writer: SQLWriter) throws -> Bool {
        let sql = task.status.isLeased ? whileLeased : task.isReady ? whileReady : whileNotReady
        let seen: [SQLValue] = [
            .integer(task.id.rawValue), .text(task.status.rawValue), .integer(task.fence), .text(task.holder ?? ""),
        ]
        return try writer.write(sql, seen + values) == 1
    }
}
