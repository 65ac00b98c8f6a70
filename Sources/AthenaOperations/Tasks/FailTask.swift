internal import AthenaCore
internal import AthenaJSON

/// Ends an attempt without success.
package struct FailTask: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "fail_task",
        "Report that an attempt failed; kind decides about retry and backoff. partial_result reaches the next attempt.",
        scope: .tasksWork,
        toolset: .worker,
        effect: .settles,
        input: [
            .required("lease", Schemas.lease),
            .optional("task_id", Schemas.taskID),
            .required("error", .string(1...TaskLimits.error, maxBytes: TaskLimits.error)),
            .optional("kind", .oneOf(FailureKind.allCases.map(\.rawValue), default: "tool_error")),
            .optional("should_retry", .boolean(default: true)),
            .optional("partial_result", .everyKind),
        ],
        output: Schemas.taskAndStatus
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        var report = FailureReport(error: try arguments.requiredText("error"))
        report.kind = arguments.text("kind").flatMap(FailureKind.init(rawValue:)) ?? .toolError
        report.shouldRetry = arguments.flag("should_retry", default: true)
        report.partialResult = arguments["partial_result"]
        if let partial = report.partialResult, partial.bytes.count > TaskLimits.result {
            throw AthenaError(
                .tooLarge,
                "partial_result is larger than \(TaskLimits.result) bytes.",
                next: "Put it into a file and name that."
            )
        }
        let answer = try await context.orchestrator.fail(try arguments.lease(), with: report, as: context.caller)
        var json: JSONObject = [
            "task_id": .string(answer.task.description),
            "status": .string(answer.status.rawValue),
            "retry_count": .integer(Int64(answer.failures)),
        ]
        if let retry = answer.retryInMs { json["retry_in"] = .integer((retry + 999) / 1_000) }
        return OperationAnswer(json)
    }
}
