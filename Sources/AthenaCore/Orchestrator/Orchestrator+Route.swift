internal import AthenaJSON

/// Which tasks are to be routed, and how.
package struct RouteOrder: Sendable, Hashable {
    package var tasks: [AgentTask.ID]
    /// Agents that do not get them.
    package var excluded: Set<Agent.ID> = []
    /// Whether the winners get the tasks reserved for them.
    package var assigns = false

    /// Asks about tasks without assigning them.
    package init(tasks: [AgentTask.ID]) { self.tasks = tasks }
}

/// Which agent should do a task.
package struct RoutedTask: Sendable, Hashable {
    package let task: AgentTask.ID
    /// The choice and why; nil where there was nothing to choose.
    package var decision: RouteDecision?
    /// Why nothing was chosen: the task is unknown, or in a state in which it needs no agent.
    package var refusal: AthenaError?
    /// Milliseconds within which the winner has to start it, where it was assigned.
    package var expiresInMs: Int64?

    init(_ task: AgentTask.ID) { self.task = task }
}

extension RoutedTask {
    package static func == (left: RoutedTask, right: RoutedTask) -> Bool {
        left.task == right.task && left.decision == right.decision && left.refusal == right.refusal
            && left.expiresInMs == right.expiresInMs
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(task) }
}

extension Orchestrator {
    /// Chooses an agent for each task; what one task takes from an agent counts for the next.
    ///
    /// Without assigning nothing is written. With it, the winners' reservations are one transaction, and each event
    /// keeps how the choice was made. A task that cannot be routed says why and stops no other.
    package func route(_ order: RouteOrder, as caller: Caller) async throws -> [RoutedTask] {
        guard order.assigns else {
            let now = time.now()
            return try await store.read { tx in try Self.choose(order, in: tx, project: caller.project.id, now: now) }
        }
        return try await perform(as: caller) { work in
            try order.tasks.map { try work.routeAndAssign($0, excluding: order.excluded) }
        }
    }

    private static func choose(
        _ order: RouteOrder,
        in tx: any ReadTransaction,
        project: Project.ID,
        now: Moment
    ) throws -> [RoutedTask] {
        var book = CandidateBook(tx: tx, project: project, now: now)
        var answers: [RoutedTask] = []
        var requests: [(place: Int, request: RouteRequest)] = []
        for id in order.tasks {
            var answer = RoutedTask(id)
            if let task = try tx.task(id, in: project) {
                answer.refusal = task.status.isTerminal ? task.cannotBeRouted : nil
                if answer.refusal == nil {
                    requests.append((answers.count, try book.request(for: task, excluding: order.excluded)))
                }
            } else {
                answer.refusal = AthenaError.notFound("task \(id)")
            }
            answers.append(answer)
        }
        for (asked, decision) in zip(requests, Router.routeAll(requests.map(\.request))) {
            answers[asked.place].decision = decision
        }
        return answers
    }

    /// Agents that hold all of some skills, the best first.
    ///
    /// - Parameter availableOnly: whether those are left out that would get no work now.
    package func capableAgents(
        _ requirements: [Skill],
        availableOnly: Bool,
        as caller: Caller
    ) async throws -> CapableAgents {
        let now = time.now()
        return try await store.read { tx in
            var book = CandidateBook(tx: tx, project: caller.project.id, now: now)
            let request = try book.request(for: Work(requirements: requirements, type: nil))
            return CapableAgents(
                available: Router.ranking(request),
                others: availableOnly ? [] : request.unavailable,
                reason: Router.route(request).reason
            )
        }
    }
}

/// Who could do some work.
package struct CapableAgents: Sendable, Hashable {
    /// Those that would get work now, best first.
    package let available: [RouteChoice]
    /// Those that have the skills and would not get work now, by name, each with why.
    package let others: [RouteRejection]
    /// A sentence about the best one, or about why there is none.
    package let reason: String
}

extension RouteRequest {
    fileprivate var unavailable: [RouteRejection] {
        candidates.compactMap { RouteRejection($0, for: self) }
            .filter { $0.filter != .notCapable }
            .sorted { $0.agent < $1.agent }
    }
}

extension AgentTask {
    /// Why a task that has ended gets no agent.
    fileprivate var cannotBeRouted: AthenaError {
        AthenaError(
            .illegalTransition,
            "\(id) is \(status.rawValue) and needs no agent.",
            next: status == .completed
                ? "Read its result with get_task_status." : "Bring it back with retry_task first."
        )
    }
}

extension UnitOfWork {
    fileprivate func routeAndAssign(_ id: AgentTask.ID, excluding excluded: Set<Agent.ID>) throws -> RoutedTask {
        var answer = RoutedTask(id)
        guard let task = try tx.task(id, in: project) else {
            answer.refusal = AthenaError.notFound("task \(id)")
            return answer
        }
        if let refusal = refusal(toAssign: task) {
            answer.refusal = refusal
            return answer
        }
        var book = CandidateBook(tx: tx, project: project, now: now)
        let decision = Router.route(try book.request(for: task, excluding: excluded))
        answer.decision = decision
        guard let agent = decision.agent else {
            tally(.unrouted)
            return answer
        }
        let assigned = try assign(task, to: agent, data: ["route": .object(decision.facts)])
        tally(.routed)
        answer.expiresInMs = assigned.leaseUntil.map { $0 - now.steady }
        return answer
    }
}
