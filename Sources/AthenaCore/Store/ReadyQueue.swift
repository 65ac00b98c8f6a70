/// The order in which ready tasks are claimed.
package protocol ReadyQueue {
    /// The best ready task that an agent can serve and `isAcceptable` lets it have.
    ///
    /// Looks at the heads of the lanes that `skills` cover, at most 32 tasks of each, in the order of claims. Its cost
    /// does not depend on tasks that do not match.
    /// - Parameters:
    ///   - skills: all skills of the agent, sorted.
    ///   - types: only tasks of these types, or of any when nil.
    func firstReady(
        in project: Project.ID,
        skills: [Skill],
        types: [String]?,
        where isAcceptable: (AgentTask) -> Bool
    ) throws -> AgentTask?

    /// Tasks that are reserved for an agent and not started, the longest reserved first; its cost does not depend on
    /// how many tasks the agent has started.
    func reserved(
        for agent: Agent.ID,
        in project: Project.ID,
        limit: Int,
        where isWanted: (AgentTask) -> Bool
    ) throws -> [AgentTask]
}

/// What the sweep looks for.
package protocol Maintenance {
    /// Leases that ended by `steady`, longest ended first.
    func expiredLeases(at steady: Int64, limit: Int) throws -> [AgentTask]
    /// Pending tasks whose schedule or backoff has passed by `wall`, earliest first.
    func dueTimers(at wall: Int64, limit: Int) throws -> [AgentTask]
    /// Gives every leased task one full period from now; run once, before the first sweep of a process.
    ///
    /// - Returns: how many leases there are.
    func extendLeasesAfterStart(at now: Moment) throws -> Int
    /// Blocked tasks whose policy says cancel and one of whose dependencies ended failed or cancelled.
    func cascadesLeft(limit: Int) throws -> [AgentTask]
    /// Cancelled parents with children that a cascade has not come to.
    func parentsLeft(limit: Int) throws -> [AgentTask]
    /// Which of the two searches above have not come to the end of what there is.
    var openSearches: CascadeSearch { get }
    /// Forgets idempotency keys older than `wall`, at most `limit`.
    func forgetIdempotencyKeys(before wall: Int64, limit: Int) throws
    /// Removes the texts of tasks that ended before `wall`, and the events before them, leaving an anchor.
    func prune(before wall: Int64, in project: Project.ID, limit: Int) throws -> Pruned
}

/// The searches for what cascades have left over; each call of one looks at a part of the tables.
package struct CascadeSearch: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Among blocked tasks, see `cascadesLeft`.
    package static let blocked = CascadeSearch(rawValue: 1)
    /// Among parents, see `parentsLeft`.
    package static let parents = CascadeSearch(rawValue: 2)
}

/// When something has to be done without a call.
package struct NextDue: Sendable, Hashable {
    /// The end of the next lease, on the steady clock.
    package let leaseAt: Int64?
    /// The next schedule or backoff, by the wall clock.
    package let timerAt: Int64?

    /// Pairs both.
    package init(leaseAt: Int64?, timerAt: Int64?) {
        self.leaseAt = leaseAt
        self.timerAt = timerAt
    }
}

/// What pruning removed.
package struct Pruned: Sendable, Hashable {
    /// The tasks whose texts are gone.
    package var blanked: [AgentTask.ID]
    package var events: Int

    /// Gathers what is gone.
    package init(blanked: [AgentTask.ID], events: Int) {
        self.blanked = blanked
        self.events = events
    }

    /// How many tasks lost their texts.
    package var tasks: Int { blanked.count }
}

/// Answers kept so that a repeated call is not a second act.
package protocol IdempotencyKeys {
    /// What was done under this key, or nil.
    func remembered(_ key: IdempotencyKey) throws -> RememberedAnswer?
    /// Keeps what was done under this key.
    func remember(_ answer: RememberedAnswer, under key: IdempotencyKey, at wall: Int64) throws
}

/// The space of keys: one principal's, one operation's.
package struct IdempotencyKey: Sendable, Hashable {
    package let project: Project.ID
    package let principal: String
    package let operation: String
    package let key: String

    /// Names a key.
    package init(project: Project.ID, principal: String, operation: String, key: String) {
        self.project = project
        self.principal = principal
        self.operation = operation
        self.key = key
    }
}

/// What was done: the digest of the arguments and the ids made.
package struct RememberedAnswer: Sendable, Hashable {
    /// SHA-256 of the canonical arguments, hexadecimal.
    package let digest: String
    /// Ids, fences or a small answer, as the operation chooses to write them.
    package let answer: String

    /// Pairs both.
    package init(digest: String, answer: String) {
        self.digest = digest
        self.answer = answer
    }
}
