internal import AthenaCore

/// How many tasks are ready in each lane.
///
/// Counted once a project and kept from then on, also over a rollback, which takes back only what the batch had changed:
/// to count again would read the whole index of ready tasks.
struct LaneCounts {
    private var committed: [Int64: Int] = [:]
    private var changes: [Int64: Int] = [:]
    private var counted: Set<Project.ID> = []

    /// How many tasks of a lane are ready as the batch has left it.
    subscript(lane: Int64) -> Int { (committed[lane] ?? 0) + (changes[lane] ?? 0) }

    /// Counts the lanes of a project, before the first change of any.
    mutating func count(_ project: Project.ID, over connection: any SQLConnection) throws {
        guard !counted.contains(project) else { return }
        try connection.forEach(
            "SELECT lane, COUNT(*) FROM tasks WHERE project = $1 AND ready_key IS NOT NULL GROUP BY lane",
            [.integer(project.rawValue)]
        ) { committed[$0.integer(0)] = Int($0.integer(1)) }
        counted.insert(project)
    }

    /// Notes that tasks of a lane became ready, or are so no longer.
    mutating func add(_ amount: Int, to lane: Int64) { changes[lane, default: 0] += amount }

    /// The batch was committed.
    mutating func keep() {
        for (lane, change) in changes { committed[lane, default: 0] += change }
        changes = [:]
    }

    /// The batch was rolled back.
    mutating func forgetChanges() { changes = [:] }
}
