internal import AthenaCore
internal import AthenaJSON

/// Explains the state of a task.
package struct GetTaskWhy: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "get_task_why",
        "Why a task waits: open dependencies, missing skills, order, schedule; and which agents could take it now.",
        scope: .tasksRead,
        toolset: .full,
        effect: .reads,
        input: [.required("task_id", Schemas.taskID)],
        output: .openObject([.required("task_id", .string()), .required("why", Schemas.texts)])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let why = try await context.orchestrator.why(try arguments.requiredTask("task_id"), as: context.caller)
        return OperationAnswer(why.json)
    }
}

extension TaskWhy {
    /// The most tasks that are named as held back by; a parent can have very many children.
    private static let named = 300

    fileprivate var json: JSONObject {
        var json: JSONObject = [
            "task_id": .string(task.id.description),
            "status": .string(task.status.rawValue),
            "why": .array(reasons.map { .string($0) }),
        ]
        json["waits_for"] = waitsForJSON
        if waitsFor.count > Self.named { json["waits_for_count"] = .integer(Int64(waitsFor.count)) }
        json["ahead"] = ahead.map { .integer(Int64($0)) }
        if let decision {
            json["candidates"] = .array(decision.top.map { .string($0.agent.rawValue) })
            if !decision.rejected.isEmpty { json["excluded"] = .array(decision.rejected.map { .object($0.facts) }) }
        }
        return json
    }

    private var waitsForJSON: JSON? {
        guard !waitsFor.isEmpty else { return nil }
        let items = waitsFor.prefix(Self.named).map { link -> JSON in
            ["task_id": .string(link.task.description), "status": .string(link.status.rawValue)]
        }
        return .array(items)
    }
}
