internal import AthenaCore
internal import AthenaJSON

/// Shows tasks.
package struct GetTaskStatus: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "get_task_status",
        "Show one task, or up to 50 with task_ids: status, holder, dependencies, errors; detail=full adds content, result and "
            + "metrics, history adds attempts and events.",
        scope: .tasksRead,
        toolset: .worker,
        effect: .reads,
        input: [
            .optional("task_id", Schemas.taskID),
            .optional("task_ids", .array(of: .string(), 1...50)),
            .optional("detail", .oneOf(Orchestrator.Detail.allCases.map(\.rawValue), default: "concise")),
        ],
        output: .openObject()
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let (ids, isSingle) = try arguments.tasks("task_id", "task_ids")
        let detail = arguments.text("detail").flatMap(Orchestrator.Detail.init(rawValue:)) ?? .concise
        let (found, missing) = try await context.orchestrator.status(of: ids, detail: detail, as: context.caller)
        if isSingle {
            guard let report = found.first else { throw AthenaError.notFound("task \(ids[0])") }
            return OperationAnswer(report.json(detail))
        }
        var json: JSONObject = ["tasks": .array(found.map { .object($0.json(detail)) })]
        if !missing.isEmpty { json["not_found"] = .array(missing.map { .string($0.description) }) }
        return OperationAnswer(json)
    }
}
