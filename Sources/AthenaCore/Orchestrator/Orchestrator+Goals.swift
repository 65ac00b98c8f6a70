internal import AthenaJSON

/// A goal as its creator describes it.
package struct GoalRequest: Sendable, Hashable {
    package var title: String
    package var description: String?
    package var parent: Goal.ID?
    package var deadline: Int64?

    /// A goal with this title and nothing else said.
    package init(title: String) { self.title = title }
}

/// A goal with how far it is.
package struct GoalReport: Sendable, Hashable {
    package let goal: Goal
    /// What its own tasks and those of its sub-goals add up to.
    package let progress: GoalProgress
    /// The goals under it; empty where only a list was asked for.
    package var children: [GoalReport] = []
    /// Whether goals under it are left out because the tree is deeper than what is shown.
    package var isCut = false
}

/// A part of the list of goals.
package struct GoalPage: Sendable, Hashable {
    package let reports: [GoalReport]
    /// The goal behind which the list goes on; nil at its end.
    package let next: Goal.ID?
}

extension Orchestrator {
    /// Stores a goal.
    ///
    /// - Throws: `not_found` for an unknown parent.
    package func createGoal(_ request: GoalRequest, as caller: Caller) async throws -> Goal {
        try await perform(as: caller) { work in
            if let parent = request.parent, try work.tx.goal(parent, in: work.project) == nil {
                throw AthenaError.unknownGoal(parent)
            }
            let goal = try work.tx.add(NewGoal(request, in: work.project, at: work.now.wall))
            let data: JSONObject? = request.parent.map { ["parent": .string($0.description)] }
            let actor = caller.boundAgent?.rawValue ?? caller.principal
            let event = NewEvent(.goalCreated, actor: actor, subject: goal.id.description, data: data)
            try work.tx.append(event, to: work.project, at: work.now)
            return goal
        }
    }

    /// One goal with the tree under it.
    ///
    /// - Throws: `not_found`.
    package func goal(_ id: Goal.ID, as caller: Caller) async throws -> GoalReport {
        let now = time.now()
        return try await store.read { tx in
            guard let goal = try tx.goal(id, in: caller.project.id) else { throw AthenaError.unknownGoal(id) }
            var forest = GoalForest(tx: tx, now: now)
            return try forest.report(on: goal, withChildren: true)
        }
    }

    /// Goals by id behind `after`; those under `parent` only when it is given.
    package func goals(under parent: Goal.ID?, after: Goal.ID?, limit: Int, as caller: Caller) async throws -> GoalPage
    {
        let now = time.now()
        return try await store.read { tx in
            if let parent, try tx.goal(parent, in: caller.project.id) == nil { throw AthenaError.unknownGoal(parent) }
            let goals = try tx.goals(in: caller.project.id, under: parent, after: after, limit: limit + 1)
            var forest = GoalForest(tx: tx, now: now)
            let reports = try goals.prefix(limit).map { try forest.report(on: $0, withChildren: false) }
            return GoalPage(reports: reports, next: goals.count > limit ? reports.last?.goal.id : nil)
        }
    }
}

extension AthenaError {
    /// A goal that is not there, or not in this project.
    static func unknownGoal(_ id: Goal.ID) -> AthenaError {
        notFound("goal \(id)", next: "List the goals there are with query_goals.")
    }
}
