/// A part of a list of tasks.
package struct TaskPage: Sendable, Hashable {
    /// The tasks in the order of the list, with their dependencies and last error where these were asked for.
    package let reports: [TaskReport]
    /// The task behind which the list goes on; nil at its end. It need not be among those shown.
    package let next: AgentTask.ID?

    /// Gathers a page.
    package init(reports: [TaskReport], next: AgentTask.ID?) {
        self.reports = reports
        self.next = next
    }
}

extension Orchestrator {
    /// The most tasks that a count considers.
    package static let countBound = 100_000

    /// Tasks in the order in which they are claimed, or by id where they are not ready.
    ///
    /// - Parameters:
    ///   - agent: only what this agent could claim now.
    ///   - after: the task behind which to go on.
    ///   - isDetailed: whether dependencies and errors are read too.
    /// - Throws: `agent_unknown`.
    package func poll(
        _ query: PollQuery,
        for agent: Agent.ID?,
        after: AgentTask.ID?,
        isDetailed: Bool
    ) async throws -> TaskPage {
        let now = time.now()
        return try await store.read { tx in
            let polling = try TaskPolling(tx: tx, agent: agent, project: query.project, now: now)
            let (tasks, next) = try polling.page(query, after: after)
            return TaskPage(
                reports: try TaskReport.list(tasks, of: query.project, isDetailed, in: tx, now: now),
                next: next
            )
        }
    }

    /// Tasks that match every filter, in the order asked for.
    package func list(_ query: TaskQuery, isDetailed: Bool) async throws -> TaskPage {
        let now = time.now()
        return try await store.read { tx in
            var longer = query
            longer.limit += 1
            let tasks = try tx.list(longer)
            let shown = tasks.prefix(query.limit)
            return TaskPage(
                reports: try TaskReport.list(shown, of: query.project, isDetailed, in: tx, now: now),
                next: tasks.count > query.limit ? shown.last?.id : nil
            )
        }
    }

    /// How many tasks match, counted up to `countBound`.
    package func count(_ query: TaskQuery) async throws -> Int {
        try await store.read { tx in try tx.count(query, bound: Self.countBound) }
    }

    /// How many tasks match in each group, among at most `countBound`.
    package func groups(_ query: TaskQuery, by grouping: TaskGrouping) async throws -> [(name: String, count: Int)] {
        try await store.read { tx in try tx.groups(query, by: grouping, bound: Self.countBound) }
    }
}

extension TaskReport {
    /// Tasks as a list shows them: with dependencies, last error and whether they have a route where details are wanted.
    fileprivate static func list(
        _ tasks: some Sequence<AgentTask>,
        of project: Project.ID,
        _ isDetailed: Bool,
        in tx: any ReadTransaction,
        now: Moment
    ) throws -> [TaskReport] {
        guard isDetailed else { return tasks.map { TaskReport(task: $0, now: now) } }
        var routes = RouteBook(tx: tx, project: project, now: now)
        return try tasks.map { task in
            try TaskReport.read(task, .concise, in: tx, now: now).routed(by: &routes)
        }
    }
}

/// One page of a poll, gathered from as many reads as a filter makes necessary.
private struct TaskPolling {
    /// How often rows are read before a page stays shorter than asked for.
    private static let rounds = 20
    private static let filteredRows = 100

    let tx: any ReadTransaction
    let agent: Agent?
    let now: Moment

    init(tx: any ReadTransaction, agent id: Agent.ID?, project: Project.ID, now: Moment) throws {
        self.tx = tx
        self.now = now
        agent = try id.map { id in
            guard let agent = try tx.agent(id, in: project) else { throw AthenaError.unknownAgent(id) }
            return agent
        }
    }

    func page(_ asked: PollQuery, after: AgentTask.ID?) throws -> (tasks: [AgentTask], next: AgentTask.ID?) {
        let isReady = asked.readyOnly && asked.status == .pending
        var query = asked
        query.skills = isReady ? agent?.skills.map(\.skill) : nil
        query.after = try after.flatMap { try place(of: $0, in: asked.project, isReady: isReady) }
        var found: [AgentTask] = []
        for round in 0..<Self.rounds {
            // Rows are mostly wanted: more of them are read only once some were not.
            query.limit = max(asked.limit + 1 - found.count, round == 0 ? 0 : Self.filteredRows)
            let rows = try tx.poll(query)
            found += rows.filter(isWanted)
            if found.count > asked.limit {
                let shown = Array(found.prefix(asked.limit))
                return (shown, shown.last?.id)
            }
            guard let last = rows.last, rows.count == query.limit else { return (found, nil) }
            query.after = (isReady ? last.orderKey ?? 0 : 0, last.id.rawValue)
        }
        return (found, query.after.map { AgentTask.ID(rawValue: $0.id) })
    }

    /// Where a task stands in the list; it keeps its place when it has been claimed meanwhile.
    private func place(of id: AgentTask.ID, in project: Project.ID, isReady: Bool) throws -> (Int64, Int64)? {
        guard isReady else { return (0, id.rawValue) }
        guard let task = try tx.task(id, in: project) else { return nil }
        return (task.orderKey ?? 0, id.rawValue)
    }

    private func isWanted(_ task: AgentTask) -> Bool {
        guard let agent else { return true }
        return agent.holds(all: task.requirements) && task.keptUntil(from: agent.id, at: now) == nil
    }
}
