internal import AthenaCore
internal import AthenaJSON

/// Chooses agents for tasks.
package struct RouteTask: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "route_task",
        "Choose the best agent for one task or up to 50, by skills, score and load; agent is null and reason says why when "
            + "there is none. assign=true also reserves the task. Exclude agents rather than retrying the same one.",
        scope: .tasksRead,
        toolset: .standard,
        effect: .changes,
        elevation: .init(argument: "assign", scope: .tasksAdmin),
        input: [
            .optional("task_id", Schemas.taskID),
            .optional("task_ids", Schemas.taskIDs(50)),
            .optional("exclude_agents", Schemas.agentIDs),
            .optional("assign", .boolean()),
            .optional("detail", .oneOf(["concise", "full"], default: "concise")),
        ],
        output: .openObject()
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let (ids, isSingle) = try arguments.tasks("task_id", "task_ids")
        var order = RouteOrder(tasks: ids)
        order.excluded = Set(try (arguments.texts("exclude_agents") ?? []).map { try Agent.ID(checking: $0) })
        order.assigns = arguments.flag("assign")
        let isFull = arguments.text("detail") == "full"
        let routed = try await context.orchestrator.route(order, as: context.caller)
        guard isSingle, let only = routed.first else {
            return OperationAnswer(Self.json(of: routed, isFull: isFull))
        }
        if let refusal = only.refusal { throw refusal }
        return OperationAnswer(only.json(isFull: isFull))
    }

    /// Every task with its agent; details only as far as they fit.
    private static func json(of routed: [RoutedTask], isFull: Bool) -> JSONObject {
        let items = routed.map { task in
            var json: JSONObject = ["task_id": .string(task.task.description)]
            for member in task.json(isFull: isFull) { json[member.name] = member.value }
            return json
        }
        let shown = AnswerLimit.fitting(items)
        guard shown < items.count else { return ["routes": .array(items.map { .object($0) })] }
        guard isFull else { return ["routes": .array(items.map { .object($0.withShortReason) })] }
        var json = json(of: routed, isFull: false)
        json["hint"] = "Details were left out at 32 KB: ask for fewer tasks at once."
        return json
    }
}

extension JSONObject {
    /// The route with as much of its reason as fifty routes have room for.
    fileprivate var withShortReason: JSONObject {
        var json = self
        json["reason"] = self["reason"]?.stringValue.map { .string($0.cut(toBytesInJSON: 400)) }
        return json
    }
}

extension RoutedTask {
    /// The choice as the answer shows it.
    fileprivate func json(isFull: Bool) -> JSONObject {
        guard let decision else {
            return ["agent": .null, "reason": .string(refusal?.message ?? "nothing to choose")]
        }
        var json: JSONObject = ["agent": decision.agent.map { .string($0.rawValue) } ?? .null]
        if let winner = decision.winner { json["score"] = .double(winner.score.value.toFourDecimals) }
        json["reason"] = .string(decision.reason)
        json["expires_in"] = expiresInMs.map { .integer($0 / 1_000) }
        guard isFull else { return json }
        for member in decision.facts where member.name != "agent" { json[member.name] = member.value }
        return json
    }
}
