import AthenaCore
import AthenaSQL
import AthenaSQLite

/// A database in memory with one project, written as the writer's thread would write it.
final class SQLFixture {
    let connection: SQLiteConnection
    let writer: SQLWriter
    let project: Project
    var now = Moment(1_700_000_000_000)

    var tx: SQLTransaction { writer.begin() }
    var reader: SQLReader { SQLReader(connection: connection) }
    var id: Project.ID { project.id }

    convenience init() throws { try self.init(connection: SQLiteConnection()) }

    init(connection: SQLiteConnection) throws {
        self.connection = connection
        try Schema.migrate(connection)
        writer = SQLWriter(connection: connection)
        project = try writer.begin().ensureProject(named: "default")
    }

    /// Registers an agent with these skills.
    @discardableResult
    func register(_ name: String, _ skills: [String] = [], slots: Int = 1_000) throws -> Agent {
        try tx.register(
            NewAgent(
                id: Agent.ID(rawValue: name),
                project: id,
                skills: skills.map { HeldSkill(Skill(rawValue: $0)) },
                maxConcurrent: slots,
                metadata: nil,
                registeredAt: now.wall
            )
        )
    }

    /// A task that is ready now unless something is said to hold it back.
    func newTask(
        _ title: String = "title",
        type: String = "task",
        needs: [String] = [],
        priority: Priority = .medium,
        unmet: Int = 0,
        timerAt: Int64? = nil,
        in project: Project.ID? = nil
    ) -> NewTask {
        let placement = Placement.of(unmet: unmet, timerAt: timerAt, priority: priority, orderKey: nil, now: now)
        let body = TaskBody(content: "content of \(title)", createdBy: "local")
        var task = NewTask(
            project: project ?? id,
            title: title,
            type: type,
            placement: placement,
            createdAt: now.wall,
            body: body
        )
        task.priority = priority
        task.requirements = needs.map(Skill.init(rawValue:))
        task.unmet = unmet
        return task
    }

    /// Stores a ready task.
    @discardableResult
    func create(_ title: String = "title", type: String = "task", needs: [String] = [], priority: Priority = .medium)
        throws -> AgentTask
    {
        try tx.insert(newTask(title, type: type, needs: needs, priority: priority))
    }

    /// The best task for an agent with these skills.
    func first(
        _ skills: [String] = [],
        types: [String]? = nil,
        where isAcceptable: (AgentTask) -> Bool = { _ in true }
    ) throws -> AgentTask? {
        try tx.firstReady(
            in: id,
            skills: skills.sorted().map(Skill.init(rawValue:)),
            types: types,
            where: isAcceptable
        )
    }

    /// A lease for an agent: started for a holder, reserved without.
    func grant(_ agent: String, holder: String? = "local") -> TaskChange {
        .grant(
            TaskChange.Grant(
                agent: Agent.ID(rawValue: agent),
                holder: holder,
                leaseUntil: now.steady + 300_000,
                leasePeriodMs: 300_000,
                at: now.wall
            )
        )
    }

    /// The end of a task.
    func end(_ status: TaskStatus, _ task: AgentTask) -> TaskChange {
        .settle(TaskChange.Settlement(status, of: task, at: now.wall))
    }

    /// Back among the ready.
    func requeue(_ task: AgentTask) -> TaskChange {
        let placement = Placement.of(
            unmet: task.unmet,
            timerAt: nil,
            priority: task.priority,
            orderKey: task.orderKey,
            now: now
        )
        return .settle(TaskChange.Settlement(placement, of: task, at: now.wall))
    }

    /// Lets time pass on both clocks.
    func pass(_ milliseconds: Int64) {
        now = Moment(wall: now.wall + milliseconds, steady: now.steady + milliseconds)
    }

    /// Appends an event about a task.
    @discardableResult
    func append(_ kind: EventKind, about task: Int64 = 1, _ edit: (inout EventFacts) -> Void = { _ in }) throws -> Int64
    {
        var facts = EventFacts()
        facts.taskID = AgentTask.ID(rawValue: task)
        edit(&facts)
        return try tx.append(NewEvent(kind, actor: "a1", subject: "t\(task)", facts: facts), to: id, at: now)
    }
}
