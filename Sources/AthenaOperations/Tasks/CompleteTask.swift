internal import AthenaCore
internal import AthenaJSON

/// Ends a task with its result.
package struct CompleteTask: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "complete_task",
        "Complete a task under its lease with its result (up to 256 KB; larger output goes into a file or URL named "
            + "in it). claim_next=true also claims your next task. Repeatable with the same result.",
        scope: .tasksWork,
        toolset: .worker,
        effect: .settles,
        input: [
            .required("lease", Schemas.lease),
            .optional("task_id", Schemas.taskID),
            .required("result", .everyKind),
            .optional("metrics", metrics),
            .optional("learned", Schemas.skills),
            .optional("claim_next", .boolean()),
        ],
        output: Schemas.taskAndStatus
    )

    private static let count = JSONSchema.integer(0...Int.max)

    private static let metrics = JSONSchema.object([
        .optional("duration_ms", count),
        .optional("tokens_in", count),
        .optional("tokens_out", count),
        .optional("cost_usd", .number(0...Double.infinity)),
        .optional("rows_processed", count),
        .optional("items_created", count),
        .optional("errors_found", count),
        .optional("custom", .openObject()),
    ])

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let result = arguments.json["result"] ?? .null
        guard result.bytes.count <= TaskLimits.result else {
            throw AthenaError(
                .tooLarge,
                "The result is larger than \(TaskLimits.result) bytes.",
                next: "Put it into a file or at a URL and name that in the result."
            )
        }
        try TaskFields.requireSize(of: arguments.object("metrics"), named: "metrics")
        var completion = Completion(result: result)
        completion.metrics = arguments.object("metrics")
        completion.learned = try arguments.skills("learned") ?? []
        completion.claimsNext = arguments.flag("claim_next")
        let answer = try await context.orchestrator.complete(
            try arguments.lease(),
            with: completion,
            as: context.caller
        )
        return OperationAnswer(
            json(of: answer),
            onUndelivered: context.takingBack(answer.next?.briefs ?? [], isKeyed: false)
        )
    }

    private func json(of answer: CompletionAnswer) -> JSONObject {
        var json: JSONObject = ["task_id": .string(answer.task.description), "status": "completed"]
        json.ids("unblocked", answer.unblocked)
        if !answer.learned.isEmpty { json["learned"] = .array(answer.learned.map { .string($0.rawValue) }) }
        if let next = answer.next {
            json["next"] = .object(next.json(limit: AnswerLimit.bytes - JSON.object(json).bytes.count))
        }
        return json
    }
}
