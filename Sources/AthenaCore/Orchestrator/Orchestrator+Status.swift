/// A task with whatever of it was asked for.
package struct TaskReport: Sendable, Hashable {
    package let task: AgentTask
    package let now: Moment
    package var dependencies: [DependencyLink] = []
    /// Whether a live agent has all the skills; looked at only while it is ready.
    package var hasRoute = true
    package var body: TaskBody?
    /// Ended leases, newest first.
    package var attempts: [Attempt] = []
    package var notes: [Note] = []
    package var events: [Event] = []

    /// A task and the moment at which it was read.
    package init(task: AgentTask, now: Moment) {
        self.task = task
        self.now = now
    }
}

extension Orchestrator {
    /// One task, without its texts.
    package func task(_ id: AgentTask.ID, as caller: Caller) async throws -> AgentTask {
        let found = try await store.read { tx in try tx.task(id, in: caller.project.id) }
        guard let found else { throw AthenaError.notFound("task \(id)") }
        return found
    }

    /// How much of a task is read.
    package enum Detail: String, Sendable, CaseIterable {
        case concise, full, history
    }

    /// Tasks with as much of them as `detail` says; ids that are not there are left out.
    package func status(
        of ids: [AgentTask.ID],
        detail: Detail,
        as caller: Caller
    ) async throws -> (found: [TaskReport], missing: [AgentTask.ID]) {
        let now = time.now()
        return try await store.read { tx in
            var found: [TaskReport] = []
            var missing: [AgentTask.ID] = []
            var routes = RouteBook(tx: tx, project: caller.project.id, now: now)
            for id in ids {
                guard let task = try tx.task(id, in: caller.project.id) else {
                    missing.append(id)
                    continue
                }
                found.append(try TaskReport.read(task, detail, in: tx, now: now).routed(by: &routes))
            }
            return (found, missing)
        }
    }
}

extension TaskReport {
    /// The report with whether a live agent could do the task, where that is the question.
    func routed(by routes: inout RouteBook) throws -> TaskReport {
        guard task.isReady else { return self }
        var report = self
        report.hasRoute = try routes.hasRoute(task.requirements)
        return report
    }

    /// Reads as much of a task as `detail` says.
    static func read(
        _ task: AgentTask,
        _ detail: Orchestrator.Detail,
        in tx: any ReadTransaction,
        now: Moment
    ) throws -> TaskReport {
        var report = TaskReport(task: task, now: now)
        report.dependencies = try tx.dependencies(of: task.id)
        report.attempts = task.fence > 0 ? try tx.attempts(of: task.id, limit: detail == .history ? 100 : 1) : []
        guard detail != .concise else { return report }
        report.body = try tx.body(of: task.id)
        report.notes = try tx.notes(of: task.id, limit: detail == .history ? 100 : 10)
        guard detail == .history else { return report }
        var query = EventQuery(project: task.project, limit: 100)
        query.task = task.id
        query.isNewestFirst = true
        report.events = try tx.events(query).reversed()
        return report
    }
}
