internal import AthenaJSON

/// The import of one task: its ties are resolved first, then everything is written.
struct TaskImport {
    let work: UnitOfWork
    let record: ImportedTask

    func run() throws -> ImportOutcome {
        if let there = try work.tx.task(named: record.externalRef, in: work.project) {
            return ImportOutcome(.task, name: there.description, isNew: false)
        }
        let children = try ties(record.children)
        // A parent waits for its children already.
        let dependencies = try ties(record.dependencies)
            .filter { dependency in !children.contains { $0.task.id == dependency.task.id } }
        var new = newTask(unmet: (dependencies + children).count { !$0.isSatisfied })
        new.goal = try record.goal.map { try work.requireGoal(named: $0, of: record.externalRef) }
        new.dependencies = dependencies.map(\.task.id)
        new.satisfied = Set(dependencies.filter(\.isSatisfied).map(\.task.id))
        let task = try work.tx.insert(new)
        for dependency in dependencies { _ = try work.addDependent(to: dependency.task) }
        for child in children { try adopt(child, by: task) }
        try work.expectCascade(on: task)
        try storeHistory(as: task)
        try note(task)
        return ImportOutcome(.task, name: task.id.description, isNew: true)
    }

    /// Another task that this one waits or waited for.
    private struct Tie {
        let task: AgentTask
        let isSatisfied: Bool
    }

    private func ties(_ names: [String]) throws -> [Tie] {
        var seen: Set<AgentTask.ID> = []
        return try names.map { name in
            guard let id = try work.tx.task(named: name, in: work.project),
                let task = try work.tx.task(id, in: work.project)
            else { throw AthenaError.notImportedYet(name, of: record.externalRef) }
            let isSatisfied = record.request.isSatisfied(by: task.status) || record.releasedBy.contains(name)
            return Tie(task: task, isSatisfied: isSatisfied)
        }.filter { seen.insert($0.task.id).inserted }
    }

    private func adopt(_ child: Tie, by parent: AgentTask) throws {
        // A cancelled parent has nothing to do with the children that it has left.
        let isDone = child.isSatisfied || record.status == .cancelled
        try work.tx.addEdge(from: parent.id, to: child.task.id, isChild: true, isSatisfied: isDone)
        let counted = try work.addDependent(to: child.task)
        var edit = TaskEdit()
        edit.parent = .some(parent.id)
        // Its own time of change is a fact that came with it.
        try work.apply(.edit(edit, at: counted.updatedAt), to: counted)
    }

    private func newTask(unmet: Int) -> NewTask {
        let request = record.request
        let createdAt = work.past(record.createdAt ?? work.now.wall)
        var new = request.newTask(
            in: work.project,
            placement: placement(unmet: unmet),
            caller: work.caller,
            at: createdAt
        )
        new.unmet = unmet
        new.updatedAt = record.updatedAt.map(work.past)
        new.standing = record.standing
        if new.standing?.isTerminal == true { new.completedAt = work.past(record.completedAt ?? work.now.wall) }
        new.past = record.past
        new.body.externalRef = record.externalRef
        new.body.metadata = record.metadata ?? new.body.metadata
        new.body.importedResult = record.result
        new.body.createdBy = record.createdBy ?? new.body.createdBy
        return new
    }

    private func placement(unmet: Int) -> Placement {
        let request = record.request
        let key = record.readyAt.map { request.priority.orderKey(readyAt: work.past($0)) }
        guard record.standing == nil else {
            // A schedule outlives the end of a task, and holds again when it is brought back.
            return Placement(status: .pending, isReady: false, orderKey: key, timerAt: request.runAfter)
        }
        return Placement.of(
            unmet: unmet,
            timerAt: request.runAfter,
            priority: request.priority,
            orderKey: key,
            now: work.now
        )
    }

    private func storeHistory(as task: AgentTask) throws {
        let past = HistoryImport(
            work: work,
            history: .init(task: "", attempts: attempts(of: task), notes: record.notes)
        )
        _ = try past.write(to: task)
    }

    /// What came with it, and the lease that is not taken over: it is recorded as given back.
    private func attempts(of task: AgentTask) -> [Attempt] {
        guard let holder = record.holder, let status = record.status, status.isLeased, task.fence > 0 else {
            return record.attempts
        }
        var attempt = Attempt(
            task: task.id,
            fence: task.fence,
            agent: holder,
            grantedAt: task.grantedAt ?? work.now.wall,
            startedAt: status == .running ? task.startedAt ?? task.grantedAt : nil,
            endedAt: work.now.wall,
            outcome: .released
        )
        attempt.progress = task.progress
        return record.attempts + [attempt]
    }

    private func note(_ task: AgentTask) throws {
        work.tally(.created)
        let data: JSONObject = ["external_ref_digest": .string(EventChain.digest(of: record.externalRef))]
        try work.note(.taskImported, of: task, actor: work.caller.principal, data: data) { facts in
            facts.priority = task.priority
            facts.requirements = task.requirements.isEmpty ? nil : task.requirements
            facts.completedAt = task.completedAt
        }
    }
}

extension ImportedTask {
    /// The state that does not follow from what it waits for.
    fileprivate var standing: TaskStatus? {
        status.flatMap { $0.isTerminal || $0 == .waiting ? $0 : nil }
    }
}

/// The import of a part of what happened to a task.
struct HistoryImport {
    let work: UnitOfWork
    let history: ImportedHistory

    func run() throws -> ImportOutcome {
        guard let id = try work.tx.task(named: history.task, in: work.project) else {
            throw AthenaError.notImportedYet(history.task, of: "A history")
        }
        let task = try work.requireTask(id)
        let (attempts, notes) = try write(to: task)
        guard attempts + notes > 0 else { return ImportOutcome(.history, name: id.description, isNew: false) }
        let data: JSONObject = ["attempts": .integer(Int64(attempts)), "notes": .integer(Int64(notes))]
        try work.note(.taskHistoryImported, of: task, actor: work.caller.principal, data: data)
        return ImportOutcome(.history, name: id.description, isNew: true)
    }

    /// Writes what is not there yet.
    ///
    /// - Returns: how many attempts and notes are new.
    func write(to task: AgentTask) throws -> (attempts: Int, notes: Int) {
        var attempts = 0
        for attempt in history.attempts where try isNew(attempt, of: task) {
            try work.knowOfThePast(attempt.agent)
            try work.tx.record(attempt.moved(to: task.id), in: work.project)
            attempts += 1
        }
        var notes = 0
        for note in history.notes where try work.tx.add(note, to: task.id) { notes += 1 }
        return (attempts, notes)
    }

    /// The attempt of a lease that goes on here is written when that lease ends.
    private func isNew(_ attempt: Attempt, of task: AgentTask) throws -> Bool {
        guard attempt.fence <= task.fence else {
            throw AthenaError.invalid(
                "The history of \(task.id) has an attempt \(attempt.fence), which was never granted.",
                next: "Import the line of the task that belongs to this history."
            )
        }
        let isRunning = task.status.isLeased && attempt.fence == task.fence
        return try !isRunning && work.tx.attempt(of: task.id, fence: attempt.fence) == nil
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
