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
        output: .object([.required("results", .array(of: .openObject()))])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let cancelled = try await context.orchestrator.cancel(
            try arguments.tasks("task_ids") ?? [],
            reason: arguments.text("reason"),
            as: context.caller
        )
        return OperationAnswer(["results": .array(cancelled.map { .object($0.json) })])
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
