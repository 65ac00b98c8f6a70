internal import AthenaCore
internal import AthenaJSON

/// Ends tasks that are not wanted any more.
package struct CancelTask: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "cancel_task",
        "Cancel tasks with their open children; leases end at once. Answers cancelled, unchanged or not_found for each.",
        scope: .tasksAdmin,
        toolset: .standard,
        effect: .removes,
        input: [
            .required("task_ids", Schemas.taskIDs(TaskLimits.batch)),
            .optional("reason", .string(maxBytes: TaskLimits.note)),
        ],
        output: .openObject([.required("results", .array(of: .openObject()))])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let cancelled = try await context.orchestrator.cancel(
            try arguments.tasks("task_ids") ?? [],
            reason: arguments.text("reason"),
            as: context.caller
        )
        return OperationAnswer(Self.json(of: cancelled))
    }

    /// One result for each id; behind those that fit, the others are grouped by what became of them.
    private static func json(of cancelled: [Cancellation]) -> JSONObject {
        let items = cancelled.map { JSON.object($0.json) }
        let whole = AnswerLimit.bytes - AnswerLimit.frame
        let shown = AnswerLimit.fitting(items, in: whole)
        guard shown < items.count else { return ["results": .array(items)] }
        // An id in a group takes two dozen bytes at most.
        let detailed = AnswerLimit.fitting(items, in: whole - items.count * 24)
        let groups = Dictionary(grouping: cancelled.dropFirst(detailed), by: \.effect.rawValue)
        var others = JSONObject()
        for (effect, group) in groups.sorted(by: { $0.key < $1.key }) {
            others[effect] = .words(group.map(\.task.description))
        }
        return [
            "results": .array(Array(items.prefix(detailed))), "others": .object(others),
            "hint": "Cut at 32 KB: of the tasks in others only what became of them is said.",
        ]
    }
}

extension Cancellation {
    /// The most children that are named.
    private static let named = 20

    fileprivate var json: JSONObject {
        var json: JSONObject = ["task_id": .string(task.description), "result": .string(effect.rawValue)]
        if effect == .unchanged { json["status"] = status.map { .string($0.rawValue) } }
        json["also"] = .words(also.prefix(Self.named).map(\.description))
        if also.count > Self.named { json["also_count"] = .integer(Int64(also.count)) }
        return json
    }
}
