/// Why a task is where it is, and what would bring it on.
package struct TaskWhy: Sendable, Hashable {
    package let task: AgentTask
    /// Plain sentences, the most important first.
    package var reasons: [String] = []
    /// Open dependencies and children that hold it back.
    package var waitsFor: [DependencyLink] = []
    /// Which agent could take it now; nil where that is not the question.
    package var decision: RouteDecision?
    /// Ready tasks that come before it in the order of claims; nil where that is not the question or they are very many.
    package var ahead: Int?

    init(_ task: AgentTask) { self.task = task }
}

extension Orchestrator {
    /// Explains the state of a task.
    ///
    /// - Throws: `not_found`.
    package func why(_ id: AgentTask.ID, as caller: Caller) async throws -> TaskWhy {
        let now = time.now()
        return try await store.read { tx in
            guard let task = try tx.task(id, in: caller.project.id) else { throw AthenaError.notFound("task \(id)") }
            return try TaskExplanation(tx: tx, task: task, now: now).explain()
        }
    }
}

/// The explanation of one task from one snapshot.
private struct TaskExplanation {
    /// How far the order of claims is followed.
    private static let orderBound = 500

    let tx: any ReadTransaction
    let task: AgentTask
    let now: Moment

    func explain() throws -> TaskWhy {
        var why = TaskWhy(task)
        switch task.status {
        case .blocked: try explainBlocked(&why)
        case .pending where task.isReady: try explainReady(&why)
        case .pending: why.reasons = [scheduled]
        case .assigned:
            why.reasons = ["it is reserved for \(holder), who has \(leaseLeft) left to start it"]
        case .running: why.reasons = ["\(holder) works on it; the lease ends in \(leaseLeft) unless it is renewed"]
        case .waiting: why.reasons = [try question]
        case .completed: why.reasons = ["it was completed"]
        case .failed, .cancelled: why.reasons = try ending
        }
        return why
    }

    private func explainBlocked(_ why: inout TaskWhy) throws {
        let open = try tx.dependencies(of: task.id).filter { !$0.isSatisfied }
        why.waitsFor = open
        let stuck = open.filter { $0.status == .failed || $0.status == .cancelled }
        let coming = open.filter { !$0.status.isTerminal }
        if !stuck.isEmpty {
            let names = Figures.list(stuck.map { "\($0.task) (\($0.status.rawValue))" })
            why.reasons.append("it waits for \(names), which ended without success: retry, or remove the dependency")
        }
        if !coming.isEmpty {
            let names = Figures.list(coming.map { "\($0.task) (\($0.status.rawValue))" })
            why.reasons.append("it waits for \(Figures.count(coming.count, "open task")): \(names)")
        }
    }

    private func explainReady(_ why: inout TaskWhy) throws {
        var book = CandidateBook(tx: tx, project: task.project, now: now)
        let decision = Router.route(try book.request(for: task, excluding: []))
        why.decision = decision
        why.ahead = try tasksAhead()
        if !task.hasLeasesLeft {
            why.reasons.append(
                "it has been leased \(task.fence) times, the most there can be: create a new task for it"
            )
        }
        if decision.agent == nil {
            why.reasons.append(decision.reason)
        } else {
            let able = Figures.count(decision.eligible, "agent")
            why.reasons.append("it is ready and \(able) could claim it now, best \(decision.reason)")
        }
        if let ahead = why.ahead, ahead > 0 {
            let subject = Figures.count(ahead, "ready task comes", plural: "ready tasks come")
            why.reasons.append("\(subject) before it in the order of claims")
        }
        if let avoids = task.avoids, avoids.until > now.wall {
            let left = Figures.span(avoids.until - now.wall)
            why.reasons.append("\(avoids.agent) failed it and does not get it for another \(left)")
        }
        if let prefers = task.prefers, prefers.until > now.wall {
            let left = Figures.span(prefers.until - now.wall)
            why.reasons.append("only \(prefers.agent), who asked about it, gets it for another \(left)")
        }
    }

    private func tasksAhead() throws -> Int? {
        let query = PollQuery(project: task.project, limit: Self.orderBound)
        return try tx.poll(query).firstIndex { $0.id == task.id }
    }

    private var scheduled: String {
        let left = Figures.span(max(0, (task.timerAt ?? now.wall) - now.wall))
        guard task.failures > 0 else { return "it is scheduled and becomes ready in \(left)" }
        return "it failed \(task.failures) of \(task.maxAttempts) times and becomes ready again in \(left)"
    }

    private var question: String {
        get throws {
            let asked = try tx.notes(of: task.id, kinds: [.question], limit: 1).first
            guard let asked else { return "it waits for an answer" }
            return "\(asked.author) asked and waits for an answer: \(asked.text.cut(toBytes: 1_000))"
        }
    }

    private var ending: [String] {
        get throws {
            let last = try tx.attempts(of: task.id, limit: 1).first
            var reasons: [String] = []
            if task.status == .failed {
                let failures = Figures.count(task.failures, "failure")
                reasons.append("it failed for good after \(failures) of \(task.maxAttempts) allowed attempts")
            } else {
                reasons.append("it was cancelled")
            }
            if let error = last?.error { reasons.append("last error: \(error.cut(toBytes: 1_000))") }
            return reasons
        }
    }

    private var holder: String { task.assignedTo?.rawValue ?? "nobody" }

    private var leaseLeft: String { Figures.span(max(0, (task.leaseUntil ?? now.steady) - now.steady)) }
}
