package import AthenaCore

extension SQLTransaction {
    package func insert(_ new: NewTask) throws -> AgentTask {
        let lane = try ensureLane(in: new.project, type: new.type, requirements: new.requirements.sorted())
        let task = AgentTask(new, id: try nextTaskID(), lane: lane)
        try writer.write(InsertStatements.task, Self.values(task, lane: lane.id))
        try noteBlock(of: task)
        try insertBody(new.body, of: task.id, in: new.project)
        for dependency in new.dependencies {
            try addEdge(
                from: task.id,
                to: dependency,
                isChild: false,
                isSatisfied: new.satisfied.contains(dependency)
            )
        }
        move(task.project, from: nil, to: task.place, at: task.updatedAt)
        if let key = task.orderKey, task.isReady { enter(lane.id, at: LaneHead(key: key, id: task.id.rawValue)) }
        return task
    }

    /// Lets lists find the task; the table is written once for all tasks of a block.
    private func noteBlock(of task: AgentTask) throws {
        let block = TaskBlock.number(of: task.id.rawValue)
        guard writer.newestBlocks[task.project] != block else { return }
        try writer.write(TaskBlock.insert, [.integer(task.project.rawValue), .integer(block)])
        writer.newestBlocks[task.project] = block
    }

    /// Marks a task as claimable.
    func enter(_ lane: Int64, at head: LaneHead) {
        writer.lanes.enter(lane, at: head)
        writer.hasReadied = true
    }

    /// The lane of these words, stored if it is new.
    func ensureLane(in project: Project.ID, type: String, requirements: [Skill]) throws -> NameBook.Lane {
        if let known = try writer.lanes.lane(in: project, type: type, requirements: requirements) { return known }
        try writer.write(
            "INSERT INTO lanes(project, type, requirements) VALUES ($1, $2, $3)",
            [.integer(project.rawValue), .text(type), .text(WordList.text(requirements))]
        )
        let stored = try connection.first(
            "SELECT id, project, type, requirements FROM lanes WHERE project = $1 AND type = $2 AND requirements = $3",
            [.integer(project.rawValue), .text(type), .text(WordList.text(requirements))],
            NameBook.Lane.init
        )
        guard let lane = stored else { throw StoredValue.unreadable("lane") }
        for skill in Set(requirements) {
            try writer.write(
                "INSERT INTO lane_skills(skill, lane) VALUES ($1, $2)",
                [.text(skill.rawValue), .integer(lane.id)]
            )
        }
        writer.lanes.add(lane)
        names.note(lane)
        return lane
    }

    /// Ids are counted here: one writer owns the database, and rows of tasks are never removed.
    private func nextTaskID() throws -> AgentTask.ID {
        let newest =
            try writer.newestTask
            ?? connection.first("SELECT COALESCE(MAX(id), 0) FROM tasks") { $0.integer(0) } ?? 0
        writer.newestTask = newest + 1
        return AgentTask.ID(rawValue: newest + 1)
    }

    private static func values(_ task: AgentTask, lane: Int64) -> [SQLValue] {
        [
            .integer(task.id.rawValue), .integer(task.project.rawValue), .integer(lane), .text(task.status.rawValue),
            .integer(task.priority.rawValue), .text(task.title), .integer(task.orderKey),
            task.isReady ? .integer(task.orderKey) : .null, .integer(task.unmet), .integer(task.dependents),
            .integer(task.maxAttempts), .integer(task.retryDelayMs),
            task.dependencyPolicy == .block ? .null : .text(task.dependencyPolicy.rawValue),
            .integer(task.leaseSeconds), .integer(task.timerAt), .integer(task.deadline), .integer(task.estimatedMs),
            .integer(task.parent?.rawValue), .integer(task.goal?.rawValue), .integer(task.createdAt),
            .integer(task.updatedAt), .integer(task.completedAt), .integer(task.fence), .integer(task.failures),
            .integer(task.progress), .integer(task.grantedAt), .integer(task.startedAt),
        ]
    }

    private func insertBody(_ body: TaskBody, of id: AgentTask.ID, in project: Project.ID) throws {
        try writer.write(
            """
            INSERT INTO task_bodies(task_id, project, content, labels, metadata, external_ref, created_by, trace,
              imported_result) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .integer(id.rawValue), .integer(project.rawValue), .text(body.content),
                .text(WordList.json(body.labels)), .text(body.metadata), .text(body.externalRef), .text(body.createdBy),
                .text(body.trace), .text(body.importedResult),
            ]
        )
        try insertLabels(body.labels, of: id, in: project)
    }

    private func insertLabels(_ labels: [String], of id: AgentTask.ID, in project: Project.ID) throws {
        for label in labels {
            try writer.write(
                "INSERT INTO task_labels(project, label, task_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                [.integer(project.rawValue), .text(label), .integer(id.rawValue)]
            )
        }
    }

    package func replaceBody(of id: AgentTask.ID, in project: Project.ID, with body: TaskBody) throws {
        let former = try self.body(of: id)
        try writer.write(
            """
            UPDATE task_bodies SET content = $3, labels = $4, metadata = $5, external_ref = $6, created_by = $7,
              trace = $8, imported_result = $9 WHERE task_id = $1 AND project = $2
            """,
            [
                .integer(id.rawValue), .integer(project.rawValue), .text(body.content),
                .text(WordList.json(body.labels)), .text(body.metadata), .text(body.externalRef), .text(body.createdBy),
                .text(body.trace), .text(body.importedResult),
            ]
        )
        for label in former?.labels ?? [] where !body.labels.contains(label) {
            try writer.write(
                "DELETE FROM task_labels WHERE project = $1 AND label = $2 AND task_id = $3",
                [.integer(project.rawValue), .text(label), .integer(id.rawValue)]
            )
        }
        try insertLabels(body.labels, of: id, in: project)
    }
}

private enum InsertStatements {
    static let task: SQLText = """
        INSERT INTO tasks(id, project, lane, status, priority, title, order_key, ready_key, unmet, dependents,
          max_attempts, retry_delay_ms, dependency_policy, lease_seconds, timer_at, deadline, estimated_ms, parent, goal,
          created_at, updated_at, completed_at, fence, failures, progress, granted_at, started_at)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
            $23, $24, $25, $26, $27)
        """
}

extension AgentTask {
    /// A task as it is right after it was stored.
    fileprivate init(_ new: NewTask, id: ID, lane: NameBook.Lane) {
        let isOpen = new.standing == nil
        self.init(id: id, project: new.project, type: lane.type, title: new.title, createdAt: new.createdAt)
        status = new.standing ?? new.placement.status
        priority = new.priority
        requirements = lane.requirements
        orderKey = new.placement.orderKey
        isReady = isOpen && new.placement.isReady
        unmet = new.unmet
        dependents = new.dependents
        maxAttempts = new.maxAttempts
        retryDelayMs = new.retryDelayMs
        dependencyPolicy = new.dependencyPolicy
        leaseSeconds = new.leaseSeconds
        timerAt = new.placement.timerAt
        deadline = new.deadline
        estimatedMs = new.estimatedMs
        parent = new.parent
        goal = new.goal
        updatedAt = new.updatedAt ?? new.completedAt ?? new.createdAt
        completedAt = new.completedAt
        if let past = new.past {
            fence = past.fence
            failures = past.failures
            progress = past.progress
            grantedAt = past.grantedAt
            startedAt = past.startedAt
        }
    }
}
