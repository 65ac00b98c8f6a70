internal import AthenaCore
internal import AthenaJSON

/// Keeps a lease alive.
package struct HeartbeatTask: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "heartbeat_task",
        "Keep your lease alive, report progress (0-100) and a note. If stop is true, stop working: reason says why.",
        scope: .tasksWork,
        toolset: .worker,
        effect: .settles,
        input: [
            .required("lease", Schemas.lease),
            .optional("task_id", Schemas.taskID),
            .optional("progress", .integer(0...100)),
            .optional("note", .string(maxBytes: TaskLimits.note)),
            .optional("extend_seconds", Schemas.leaseSeconds),
        ],
        output: .object([
            .required("expires_in", .integer()),
            .optional("stop", .boolean()),
            .optional("reason", .string()),
        ])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        var heartbeat = Heartbeat()
        heartbeat.progress = arguments.int("progress")
        heartbeat.note = arguments.text("note")
        heartbeat.extendSeconds = arguments.int("extend_seconds")
        let answer = try await context.orchestrator.heartbeat(try arguments.lease(), heartbeat, as: context.caller)
        var json: JSONObject = ["expires_in": .integer(answer.expiresInMs / 1_000)]
        json["stop"] = .bool(answer.stopReason != nil)
        if let reason = answer.stopReason { json["reason"] = .string(reason) }
        return OperationAnswer(json)
    }
}
