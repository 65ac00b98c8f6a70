internal import AthenaCore
internal import AthenaJSON

extension TaskReport {
    /// The task as an export writes it; `import_tasks` reads the same.
    var exportJSON: JSONObject {
        var json: JSONObject = ["_type": "task", "id": .string(task.id.description)]
        json["external_ref"] = body?.externalRef.map { .string($0) }
        json["title"] = .string(task.title)
        json["content"] = .string(body?.content ?? "")
        json["type"] = .string(task.type)
        json["priority"] = .string(task.priority.word)
        json["requirements"] = .words(task.requirements.map(\.rawValue))
        json["labels"] = .words(body?.labels ?? [])
        json["metadata"] = body?.metadata.map(JSON.stored)
        json["status"] = .string(task.status.rawValue)
        json["dependencies"] = .words(dependencies.filter { !$0.isChild }.map(\.task.description))
        json["parent"] = task.parent.map { .string($0.description) }
        json["goal"] = task.goal.map { .string($0.description) }
        json["on_dependency_failure"] = .string(task.dependencyPolicy.rawValue)
        addNumbers(to: &json)
        json["created_by"] = (body?.createdBy).map { .string($0) }
        json["traceparent"] = body?.trace.map { .string($0) }
        json["result"] = body?.importedResult.map(JSON.stored)
        if !attempts.isEmpty { json["attempts"] = .array(attempts.map { .object($0.exportJSON) }) }
        if !notes.isEmpty { json["notes"] = .array(notes.map { .object($0.exportJSON) }) }
        return json
    }

    private func addNumbers(to json: inout JSONObject) {
        json["max_attempts"] = .integer(Int64(task.maxAttempts))
        json["lease_seconds"] = .integer(Int64(task.leaseSeconds))
        json["retry_delay_seconds"] = task.retryDelayMs.map { .integer($0 / 1_000) }
        json["estimated_ms"] = task.estimatedMs.map { .integer($0) }
        json["run_after"] = task.timerAt.map { .integer($0) }
        json["deadline"] = task.deadline.map { .integer($0) }
        json["created_at"] = .integer(task.createdAt)
        json["completed_at"] = task.completedAt.map { .integer($0) }
        guard task.fence > 0 || task.failures > 0 else { return }
        var past: JSONObject = ["fence": .integer(task.fence), "failures": .integer(Int64(task.failures))]
        past["progress"] = .integer(Int64(task.progress))
        past["granted_at"] = task.grantedAt.map { .integer($0) }
        past["started_at"] = task.startedAt.map { .integer($0) }
        json["past"] = .object(past)
    }
}

extension Attempt {
    fileprivate var exportJSON: JSONObject {
        var json: JSONObject = ["fence": .integer(fence), "agent": .string(agent.rawValue)]
        json["outcome"] = .string(outcome.rawValue)
        json["granted_at"] = .integer(grantedAt)
        json["started_at"] = startedAt.map { .integer($0) }
        json["ended_at"] = .integer(endedAt)
        if progress > 0 { json["progress"] = .integer(Int64(progress)) }
        json["error"] = error.map { .string($0) }
        json["kind"] = kind.map { .string($0.rawValue) }
        json["result"] = result.map(JSON.stored)
        json["metrics"] = metrics.map(JSON.stored)
        return json
    }

    /// Reads what an export wrote.
    init?(export json: JSON, task: AgentTask.ID) {
        guard let fence = json["fence"]?.integerValue, let agent = json["agent"]?.stringValue,
            let outcome = json["outcome"]?.stringValue.flatMap(Outcome.init(rawValue:)),
            let grantedAt = json["granted_at"]?.integerValue, let endedAt = json["ended_at"]?.integerValue
        else { return nil }
        self.init(
            task: task,
            fence: fence,
            agent: Agent.ID(rawValue: agent),
            grantedAt: grantedAt,
            startedAt: json["started_at"]?.integerValue,
            endedAt: endedAt,
            outcome: outcome
        )
        progress = json["progress"]?.integerValue.flatMap { Int(exactly: $0) } ?? 0
        error = json["error"]?.stringValue
        kind = json["kind"]?.stringValue.flatMap(FailureKind.init(rawValue:))
        result = json["result"]?.text
        metrics = json["metrics"]?.text
    }
}

extension Note {
    fileprivate var exportJSON: JSONObject {
        var json = json
        if fence > 0 { json["fence"] = .integer(fence) }
        return json
    }

    /// Reads what an export wrote.
    init?(export json: JSON) {
        guard let at = json["at"]?.integerValue, let text = json["text"]?.stringValue,
            let kind = json["kind"]?.stringValue.flatMap(Kind.init(rawValue:)), let by = json["by"]?.stringValue
        else { return nil }
        self.init(at: at, kind: kind, author: by, fence: json["fence"]?.integerValue ?? 0, text: text)
    }
}
