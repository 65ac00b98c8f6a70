internal import AthenaCore
internal import AthenaJSON

/// Shows the numbers of the queue.
package struct GetQueueMetrics: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "get_queue_metrics",
        "Queue statistics: tasks in each state now; completed, failed, success rate, waiting and running times in a window. "
            + "Numbers that are zero may be left out.",
        scope: .tasksRead,
        toolset: .standard,
        effect: .reads,
        input: [.optional("window_minutes", Schemas.windowMinutes)],
        output: .openObject()
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let metrics = try await context.orchestrator.metrics(
            windowMinutes: arguments.int("window_minutes") ?? 60,
            as: context.caller
        )
        return OperationAnswer(metrics.json)
    }
}

extension QueueMetrics {
    /// What is always there, then what is not zero.
    fileprivate var json: JSONObject {
        var json: JSONObject = [
            "pending": .integer(ready + scheduled),
            "running": .integer(running),
            "completed": .integer(completed),
            "failed": .integer(failed),
            "success_rate": successRate.map(JSON.double) ?? .null,
        ]
        let others: [(String, Int64)] = [
            ("scheduled", scheduled), ("blocked", blocked), ("assigned", assigned), ("waiting", waiting),
            ("cancelled", cancelled), ("attempts_failed", attemptsFailed), ("leases_lost", lost), ("retried", retried),
        ]
        for (name, value) in others where value != 0 { json[name] = .integer(value) }
        json["mean_wait_ms"] = meanWaitMs.map(JSON.integer)
        json["mean_run_ms"] = meanRunMs.map(JSON.integer)
        json["oldest_ready_ms"] = oldestReadyAgeMs.map(JSON.integer)
        return json
    }
}
