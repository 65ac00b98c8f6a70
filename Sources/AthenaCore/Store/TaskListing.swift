/// Reading many tasks.
package protocol TaskListing {
    /// Tasks in the order of claims (ready ones) or by id.
    func poll(_ query: PollQuery) throws -> [AgentTask]
    /// Tasks that match every filter.
    func list(_ query: TaskQuery) throws -> [AgentTask]
    /// How many match, counted up to `bound`.
    func count(_ query: TaskQuery, bound: Int) throws -> Int
    /// How many match in each group, counted up to `bound` rows in all.
    func groups(_ query: TaskQuery, by grouping: TaskGrouping, bound: Int) throws -> [(name: String, count: Int)]
    /// Ready tasks of each requirement set, largest first; at most `bound` are counted of each.
    func readyLanes(in project: Project.ID, limit: Int, bound: Int) throws -> [ReadyLane]
    /// When the ready task that has waited longest first became ready, or nil; `wall` is the present.
    func oldestReady(in project: Project.ID, at wall: Int64) throws -> Int64?
    /// Tasks not ended whose deadline is before `wall`, earliest first.
    func tasksDue(before wall: Int64, in project: Project.ID, limit: Int) throws -> [AgentTask]
    /// When the next lease ends (steady) and the next timer passes (wall).
    func nextDue() throws -> NextDue
    /// Tasks that need somebody: waiting, failed for good, or blocked by a dependency that ended without success.
    func needingAttention(in project: Project.ID, limit: Int) throws -> [AgentTask]
}

/// What poll_tasks asks.
package struct PollQuery: Sendable, Hashable {
    package let project: Project.ID
    package var status: TaskStatus
    package var readyOnly: Bool
    /// Only what an agent with these skills could claim; nil for all.
    package var skills: [Skill]?
    package var limit: Int
    /// Start behind this place: the order key (0 where there is none) and id of the last task of the page before.
    package var after: (orderKey: Int64, id: Int64)?

    /// Asks for ready tasks.
    package init(project: Project.ID, status: TaskStatus = .pending, readyOnly: Bool = true, limit: Int = 10) {
        self.project = project
        self.status = status
        self.readyOnly = readyOnly
        self.limit = limit
    }

    package static func == (left: PollQuery, right: PollQuery) -> Bool {
        left.project == right.project && left.status == right.status && left.readyOnly == right.readyOnly
            && left.skills == right.skills && left.limit == right.limit
            && left.after?.orderKey == right.after?.orderKey && left.after?.id == right.after?.id
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(project)
        hasher.combine(status)
        hasher.combine(limit)
    }
}

/// What query_tasks asks; nil filters match everything.
package struct TaskQuery: Sendable, Hashable {
    package let project: Project.ID
    package var statuses: [TaskStatus]?
    package var agent: Agent.ID?
    package var type: String?
    package var priority: Priority?
    package var requirement: Skill?
    package var label: String?
    package var goal: Goal.ID?
    package var parent: AgentTask.ID?
    package var createdAfter: Int64?
    package var createdBefore: Int64?
    package var sort: Sort
    package var limit: Int
    /// Start behind the task with this sort value and id.
    package var after: (value: Int64, id: Int64)?

    /// The orders a list can have.
    package enum Sort: String, Sendable, CaseIterable {
        case newest, oldest, priority, updated
    }

    /// Everything in a project, newest first.
    package init(project: Project.ID, sort: Sort = .newest, limit: Int = 20) {
        self.project = project
        self.sort = sort
        self.limit = limit
    }

    package static func == (left: TaskQuery, right: TaskQuery) -> Bool {
        left.project == right.project && left.statuses == right.statuses && left.agent == right.agent
            && left.type == right.type && left.priority == right.priority && left.sort == right.sort
            && left.after?.value == right.after?.value && left.after?.id == right.after?.id
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(project)
        hasher.combine(sort)
        hasher.combine(limit)
    }
}

/// By what query_tasks can count.
package enum TaskGrouping: String, Sendable, CaseIterable {
    case status, type, priority
    case agent = "agent_id"
}

/// Ready tasks that need the same skills and have the same type.
package struct ReadyLane: Sendable, Hashable {
    package let requirements: [Skill]
    package let type: String
    package let count: Int

    /// Describes a lane.
    package init(requirements: [Skill], type: String, count: Int) {
        self.requirements = requirements
        self.type = type
        self.count = count
    }
}
