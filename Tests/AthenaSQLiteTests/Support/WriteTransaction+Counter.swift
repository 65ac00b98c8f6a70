import AthenaCore

/// A fault that a test's operation throws on purpose.
struct Refusal: Error, Equatable {}

extension ProjectReading {
    /// The value of a counter that tests keep among the settings.
    func counter(_ name: String) throws -> Int { try setting(name).flatMap { Int($0) } ?? 0 }
}

extension ProjectWriting where Self: ProjectReading {
    /// Adds one: reads first, so that a lost or doubled run shows.
    func increment(_ name: String) throws {
        try setSetting(name, to: String(counter(name) + 1))
    }
}

extension Store {
    /// Adds one to a counter in a write of its own.
    func increment(_ name: String) async throws { try await write { try $0.increment(name) } }

    /// The value of a counter.
    func counter(_ name: String) async throws -> Int { try await read { try $0.counter(name) } }

    /// Creates a task that can be claimed at once.
    @discardableResult
    func createReadyTask(_ title: String = "ready") async throws -> AgentTask.ID {
        try await write { try $0.createReadyTask(title) }
    }
}

extension ProjectWriting where Self: TaskWriting & EventWriting {
    /// Creates a task that can be claimed at once, with its event.
    @discardableResult
    func createReadyTask(_ title: String) throws -> AgentTask.ID {
        let project = try ensureProject(named: Project.defaultName)
        let placement = Placement.of(unmet: 0, timerAt: nil, priority: .medium, orderKey: nil, now: Moment(1_000))
        let body = TaskBody(content: title, createdBy: "tester")
        let task = try insert(
            NewTask(project: project.id, title: title, type: "test", placement: placement, createdAt: 1_000, body: body)
        )
        try append(
            NewEvent(.taskCreated, actor: "tester", subject: task.id.description),
            to: project.id,
            at: Moment(1_000)
        )
        return task.id
    }
}
