internal import AthenaCore
internal import AthenaJSON

/// Shows goals and how far they are.
package struct QueryGoals: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "query_goals",
        "List goals with progress and health, sub-goals counted in. goal shows one with the tree under it, parent lists the "
            + "goals directly under one.",
        scope: .tasksRead,
        toolset: .full,
        effect: .reads,
        input: [
            .optional("goal", .string()),
            .optional("parent", .string()),
            .optional("limit", Schemas.limit(1...100, 20)),
            .optional("cursor", Schemas.cursor),
        ],
        output: .openObject()
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        if let id = try arguments.goal("goal") {
            let report = try await context.orchestrator.goal(id, as: context.caller)
            return OperationAnswer(report.treeJSON(limit: AnswerLimit.bytes - AnswerLimit.frame))
        }
        let cursor = PageCursor(declaration.name, arguments, in: context.caller.project)
        let page = try await context.orchestrator.goals(
            under: try arguments.goal("parent"),
            after: try cursor.number(in: arguments).map(Goal.ID.init(rawValue:)),
            limit: arguments.limit(default: 20),
            as: context.caller
        )
        var json = JSONObject()
        json.list("goals", page.reports.map(\.json), hasMore: page.next != nil) { last in
            cursor.text(behind: [.integer(page.reports[last].goal.id.rawValue)])
        }
        return OperationAnswer(json)
    }
}

extension GoalReport {
    /// The goal without what is under it.
    fileprivate var json: JSONObject {
        var json: JSONObject = ["goal": .string(goal.id.description), "title": .string(goal.title)]
        json["parent"] = goal.parent.map { .string($0.description) }
        json["health"] = .string(progress.state.rawValue)
        json["reason"] = .string(progress.reason)
        json["tasks"] = .integer(Int64(progress.total))
        json["completed"] = .integer(Int64(progress.completed))
        if progress.failed > 0 { json["failed"] = .integer(Int64(progress.failed)) }
        json["progress"] = progress.share.map { .double($0.toFourDecimals) } ?? .null
        json["deadline"] = goal.deadline.map { .string(ISOTime.text($0)) }
        return json
    }

    /// The goal with the tree under it, breadth before depth, as much of it as fits.
    fileprivate func treeJSON(limit: Int) -> JSONObject {
        var own = json
        own["description"] = goal.description.map { .string($0) }
        var shown: Set<Goal.ID> = []
        var left = limit - JSON.object(own).bytes.count
        var level = children
        while !level.isEmpty, left > 0 {
            for report in level {
                left -= JSON.object(report.json).bytes.count + 16
                if left > 0 { shown.insert(report.goal.id) }
            }
            level = level.flatMap(\.children)
        }
        addChildren(shown, to: &own)
        if hasCutChildren { own["hint"] = "Only 25 levels are shown: show a goal further down, or list with parent." }
        if left <= 0 { own["hint"] = "Cut at 32 KB: show a goal further down, or list with parent." }
        return own
    }

    /// Whether anywhere in the tree goals are left out.
    private var hasCutChildren: Bool { isCut || children.contains(where: \.hasCutChildren) }

    private func addChildren(_ shown: Set<Goal.ID>, to json: inout JSONObject) {
        let visible = children.filter { shown.contains($0.goal.id) }
        guard !visible.isEmpty else { return }
        json["goals"] = .array(
            visible.map { child in
                var item = child.json
                item["parent"] = nil
                child.addChildren(shown, to: &item)
                return .object(item)
            }
        )
    }
}
