internal import AthenaJSON

extension Orchestrator {
    /// Stores tasks that were made elsewhere, all or none; those that are there already are left as they are.
    ///
    /// Completed ones make no attempt and move no statistics.
    /// - Throws: `dependency_unknown` for a tie to a record that is neither stored nor in this batch.
    package func importTasks(_ batch: [ImportedTask], as caller: Caller) async throws -> [ImportedRecord] {
        guard batch.count <= TaskLimits.batch else {
            throw AthenaError.invalid("A call imports at most \(TaskLimits.batch) tasks, not \(batch.count).")
        }
        return try await perform(as: caller) { work in try TaskImport(work: work, batch: batch).run() }
    }

    /// A page of tasks with everything that is known of them, by id.
    package func export(after: AgentTask.ID?, limit: Int, as caller: Caller) async throws -> [TaskReport] {
        let now = time.now()
        return try await store.read { tx in
            var query = TaskQuery(project: caller.project.id, sort: .oldest, limit: limit)
            query.after = after.map { ($0.rawValue, $0.rawValue) }
            return try tx.list(query).map { task in
                var report = TaskReport(task: task, now: now)
                report.dependencies = try tx.dependencies(of: task.id)
                report.body = try tx.body(of: task.id)
                report.attempts = try tx.attempts(of: task.id, limit: 10_000).reversed()
                report.notes = try tx.notes(of: task.id, limit: 10_000).reversed()
                return report
            }
        }
    }
}

/// One batch of an import: ties are resolved first, then everything is written in the order of the batch.
private struct TaskImport {
    let work: UnitOfWork
    let batch: [ImportedTask]

    func run() throws -> [ImportedRecord] {
        var records: [ImportedRecord] = []
        var known: [String: AgentTask.ID] = [:]
        for record in batch {
            if let there = try find(record.externalRef, among: known) {
                records.append(ImportedRecord(externalRef: record.externalRef, task: there, isNew: false))
                continue
            }
            let id = try store(record, known: known)
            known[record.externalRef] = id
            records.append(ImportedRecord(externalRef: record.externalRef, task: id, isNew: true))
        }
        return records
    }

    private func find(_ reference: String, among known: [String: AgentTask.ID]) throws -> AgentTask.ID? {
        try known[reference] ?? work.tx.task(externalRef: reference, in: work.project)
    }

    private func resolve(
        _ references: [String],
        of owner: String,
        among known: [String: AgentTask.ID]
    ) throws -> [AgentTask] {
        var seen: Set<AgentTask.ID> = []
        return try references.map { reference in
            guard let id = try find(reference, among: known), let task = try work.tx.task(id, in: work.project) else {
                throw AthenaError(
                    .dependencyUnknown,
                    "\(owner.quotedForMessage) is tied to \(reference.quotedForMessage), which is not here yet.",
                    next: "Import what a record waits for before the record itself."
                )
            }
            return task
        }
        .filter { seen.insert($0.id).inserted }
    }

    private func store(_ record: ImportedTask, known: [String: AgentTask.ID]) throws -> AgentTask.ID {
        let children = try resolve(record.children, of: record.externalRef, among: known)
        // A parent waits for its children already.
        let dependencies = try resolve(record.dependencies, of: record.externalRef, among: known)
            .filter { dependency in !children.contains { $0.id == dependency.id } }
        let policy = record.request.dependencyPolicy
        func isSatisfied(_ task: AgentTask) -> Bool {
            task.status == .completed || (task.status.isTerminal && policy == .ignore)
        }
        let unmet = (dependencies + children).count { !isSatisfied($0) }
        var new = newTask(record, unmet: unmet)
        new.dependencies = dependencies.map(\.id)
        new.satisfied = Set(dependencies.filter(isSatisfied).map(\.id))
        let task = try work.tx.insert(new)
        for dependency in dependencies { _ = try work.addDependent(to: try work.requireTask(dependency.id)) }
        for child in children {
            // A cancelled parent has nothing to do with the children that it has left.
            let isDone = isSatisfied(child) || record.terminalStatus == .cancelled
            try work.tx.addEdge(from: task.id, to: child.id, isChild: true, isSatisfied: isDone)
            _ = try work.addDependent(to: try work.requireTask(child.id))
            try work.setParent(task.id, of: child.id)
        }
        try work.expectCascade(on: task)
        try storeHistory(of: record, as: task)
        return task.id
    }

    private func newTask(_ record: ImportedTask, unmet: Int) -> NewTask {
        let placement = Placement.of(
            unmet: unmet,
            timerAt: record.request.runAfter,
            priority: record.request.priority,
            orderKey: nil,
            now: work.now
        )
        let createdAt = min(record.createdAt ?? work.now.wall, work.now.wall)
        var new = record.request.newTask(in: work.project, placement: placement, caller: work.caller, at: createdAt)
        new.unmet = unmet
        new.terminalStatus = record.terminalStatus
        new.completedAt = record.terminalStatus == nil ? nil : record.completedAt ?? work.now.wall
        new.past = record.past
        new.body.externalRef = record.externalRef
        new.body.metadata = record.metadata ?? new.body.metadata
        new.body.importedResult = record.result
        new.body.createdBy = record.createdBy ?? new.body.createdBy
        return new
    }

    private func storeHistory(of record: ImportedTask, as task: AgentTask) throws {
        for attempt in record.attempts {
            guard try work.tx.agent(attempt.agent, in: work.project) == nil else { continue }
            try registerForHistory(attempt.agent)
        }
        for attempt in record.attempts { try work.tx.record(attempt.moved(to: task.id)) }
        for note in record.notes { try work.tx.add(note, to: task.id) }
        work.tally(.created)
        let data: JSONObject = ["external_ref_digest": .string(EventChain.digest(of: record.externalRef))]
        try work.note(.taskImported, of: task, actor: work.caller.principal, data: data) { facts in
            facts.priority = task.priority
            facts.requirements = task.requirements.isEmpty ? nil : task.requirements
            facts.completedAt = task.completedAt
        }
    }

    /// An agent of the past, known by name alone: it is registered without skills and taken out of every list again.
    private func registerForHistory(_ id: Agent.ID) throws {
        let agent = try work.tx.register(
            NewAgent(
                id: id,
                project: work.project,
                skills: [],
                maxConcurrent: 1,
                metadata: nil,
                registeredAt: work.now.wall
            )
        )
        try work.tx.deregister(agent, at: work.now.wall)
    }
}

extension Attempt {
    /// The same history for the task's new id.
    fileprivate func moved(to id: AgentTask.ID) -> Attempt {
        var attempt = Attempt(
            task: id,
            fence: fence,
            agent: agent,
            grantedAt: grantedAt,
            startedAt: startedAt,
            endedAt: endedAt,
            outcome: outcome
        )
        attempt.progress = progress
        attempt.error = error
        attempt.kind = kind
        attempt.result = result
        attempt.metrics = metrics
        return attempt
    }
}
