internal import AthenaCore

/// A row of `tasks` as it stands, with numbers where the domain has names.
struct TaskRow {
    /// The columns in the order in which `init` reads them.
    static let columns: SQLText = """
        id, project, lane, status, priority, title, order_key, ready_key, unmet, dependents, fence, failures, \
        max_attempts, retry_delay_ms, dependency_policy, assigned_to, holder, lease_until, lease_period_ms, \
        lease_seconds, timer_at, deadline, estimated_ms, progress, parent, goal, avoids, avoids_until, prefers, \
        prefers_until, created_at, updated_at, granted_at, started_at, completed_at
        """

    let lane: Int64
    /// The order key while the task can be claimed.
    let readyKey: Int64?
    private let task: AgentTask
    private let assignedTo: Int64?
    private let avoids: (agent: Int64, until: Int64)?
    private let prefers: (agent: Int64, until: Int64)?

    var id: Int64 { task.id.rawValue }
    var project: Project.ID { task.project }
    /// Its place in its lane.
    var head: LaneHead { LaneHead(key: readyKey ?? .max, id: id) }

    /// Reads the columns of `columns`.
    init(_ row: any SQLRow) throws {
        lane = row.integer(2)
        readyKey = row.optionalInteger(7)
        assignedTo = row.optionalInteger(15)
        avoids = Self.affinity(row, at: 26)
        prefers = Self.affinity(row, at: 28)
        var task = AgentTask(
            id: AgentTask.ID(rawValue: row.integer(0)),
            project: Project.ID(rawValue: row.integer(1)),
            type: "",
            title: row.text(5),
            createdAt: row.integer(30)
        )
        guard let priority = Priority(rawValue: Int(row.integer(4))) else { throw StoredValue.unreadable("priority") }
        task.priority = priority
        task.status = try StoredValue.word(row.text(3), as: TaskStatus.self)
        task.dependencyPolicy = try Self.policy(row.optionalText(14))
        Self.readLease(row, into: &task)
        Self.readRest(row, into: &task)
        self.task = task
    }

    private static func readLease(_ row: any SQLRow, into task: inout AgentTask) {
        task.fence = row.integer(10)
        task.holder = row.optionalText(16)
        task.leaseUntil = row.optionalInteger(17)
        task.leasePeriodMs = row.optionalInteger(18)
        task.leaseSeconds = Int(row.integer(19))
        task.progress = Int(row.integer(23))
        task.updatedAt = row.integer(31)
        task.grantedAt = row.optionalInteger(32)
        task.startedAt = row.optionalInteger(33)
        task.completedAt = row.optionalInteger(34)
    }

    private static func readRest(_ row: any SQLRow, into task: inout AgentTask) {
        task.orderKey = row.optionalInteger(6)
        task.isReady = row.optionalInteger(7) != nil
        task.unmet = Int(row.integer(8))
        task.dependents = Int(row.integer(9))
        task.failures = Int(row.integer(11))
        task.maxAttempts = Int(row.integer(12))
        task.retryDelayMs = row.optionalInteger(13)
        task.timerAt = row.optionalInteger(20)
        task.deadline = row.optionalInteger(21)
        task.estimatedMs = row.optionalInteger(22)
        task.parent = row.optionalInteger(24).map(AgentTask.ID.init(rawValue:))
        task.goal = row.optionalInteger(25).map(Goal.ID.init(rawValue:))
    }

    /// The task with every number replaced by its name.
    func named(by names: NameBook) throws -> AgentTask {
        var named = task
        let lane = try names.lane(lane)
        named.type = lane.type
        named.requirements = lane.requirements
        named.assignedTo = try assignedTo.map { try names.agentName($0) }
        named.avoids = try avoids.map { AgentTask.Affinity(agent: try names.agentName($0.agent), until: $0.until) }
        named.prefers = try prefers.map { AgentTask.Affinity(agent: try names.agentName($0.agent), until: $0.until) }
        return named
    }

    private static func affinity(_ row: any SQLRow, at column: Int) -> (agent: Int64, until: Int64)? {
        guard let agent = row.optionalInteger(column), let until = row.optionalInteger(column + 1) else { return nil }
        return (agent, until)
    }

    private static func policy(_ word: String?) throws -> DependencyPolicy {
        try word.map { try StoredValue.word($0, as: DependencyPolicy.self) } ?? .block
    }
}
