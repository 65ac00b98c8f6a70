internal import AthenaCore
internal import AthenaJSON

extension TaskReport {
    /// The task as get_task_status shows it; what says nothing is left out.
    func json(_ detail: Orchestrator.Detail) -> JSONObject {
        var json = conciseJSON
        guard detail != .concise else { return json }
        for member in fullJSON { json[member.name] = member.value }
        guard detail == .history else { return json }
        json["attempts"] = .array(attempts.map { .object($0.json) })
        json["events"] = .array(events.map { .object($0.conciseJSON) })
        return json
    }

    private var conciseJSON: JSONObject {
        var json: JSONObject = ["id": .string(task.id.description), "status": .string(task.status.rawValue)]
        if let state = derivedState { json["state"] = .string(state) }
        json["title"] = .string(task.title)
        json["type"] = .string(task.type)
        json["priority"] = .string(task.priority.word)
        json["assigned_to"] = task.assignedTo.map { .string($0.rawValue) }
        if task.status.isLeased, let until = task.leaseUntil {
            json["expires_in"] = .integer((until - now.steady) / 1_000)
        }
        json["retry_count"] = .integer(Int64(task.failures))
        if task.progress > 0, task.status != .completed { json["progress"] = .integer(Int64(task.progress)) }
        json["requirements"] = .words(task.requirements.map(\.rawValue))
        json.ids("dependencies", dependencies.filter { !$0.isChild }.map(\.task))
        json.ids("children", dependencies.filter(\.isChild).map(\.task))
        if task.status == .blocked { json.ids("waits_for", dependencies.filter { !$0.isSatisfied }.map(\.task)) }
        if let error = attempts.first?.error, task.status != .completed { json["error"] = .string(error) }
        return json
    }

    /// What a person sees beside the stored state.
    private var derivedState: String? {
        switch task.status {
        case .pending where !task.isReady: "scheduled"
        case .pending: hasRoute ? "ready" : "no_route"
        case .waiting: "needs_you"
        case .failed: task.failures >= task.maxAttempts ? "dead" : nil
        default: nil
        }
    }

    private var fullJSON: JSONObject {
        var json: JSONObject = [:]
        if let body { json = body.json }
        json["on_dependency_failure"] = .string(task.dependencyPolicy.rawValue)
        json["max_attempts"] = .integer(Int64(task.maxAttempts))
        json["lease_seconds"] = .integer(Int64(task.leaseSeconds))
        json["parent"] = task.parent.map { .string($0.description) }
        json["goal"] = task.goal.map { .string($0.description) }
        json["run_after"] = task.timerAt.map { .string(ISOTime.text($0)) }
        json["deadline"] = task.deadline.map { .string(ISOTime.text($0)) }
        json["estimated_ms"] = task.estimatedMs.map { .integer($0) }
        json["attempt"] = task.fence > 0 ? .integer(task.fence) : nil
        json["created_at"] = .string(ISOTime.text(task.createdAt))
        json["updated_at"] = .string(ISOTime.text(task.updatedAt))
        json["started_at"] = task.startedAt.map { .string(ISOTime.text($0)) }
        json["completed_at"] = task.completedAt.map { .string(ISOTime.text($0)) }
        addOutcome(to: &json)
        if !notes.isEmpty { json["notes"] = .array(notes.map { .object($0.json) }) }
        return json
    }

    private func addOutcome(to json: inout JSONObject) {
        guard let last = attempts.first else { return }
        if task.status == .completed, let result = last.result { json["result"] = JSON.stored(result) }
        if task.status != .completed, let partial = last.result { json["partial_result"] = JSON.stored(partial) }
        if let metrics = last.metrics { json["metrics"] = JSON.stored(metrics) }
        if let kind = last.kind, task.status != .completed { json["error_kind"] = .string(kind.rawValue) }
        if task.status == .completed { json["completed_by"] = .string(last.agent.rawValue) }
    }
}

extension TaskBody {
    fileprivate var json: JSONObject {
        var json: JSONObject = ["content": .string(content)]
        json["labels"] = .words(labels)
        json["metadata"] = metadata.map(JSON.stored)
        json["external_ref"] = externalRef.map { .string($0) }
        json["created_by"] = .string(createdBy)
        json["traceparent"] = trace.map { .string($0) }
        json["result"] = importedResult.map(JSON.stored)
        return json
    }
}

extension Attempt {
    /// The attempt as history shows it.
    var json: JSONObject {
        var json: JSONObject = [
            "attempt": .integer(fence),
            "agent": .string(agent.rawValue),
            "outcome": .string(outcome.rawValue),
            "granted_at": .string(ISOTime.text(grantedAt)),
        ]
        json["started_at"] = startedAt.map { .string(ISOTime.text($0)) }
        json["ended_at"] = .string(ISOTime.text(endedAt))
        json["error"] = error.map { .string($0) }
        json["kind"] = kind.map { .string($0.rawValue) }
        json["metrics"] = metrics.map(JSON.stored)
        return json
    }
}

extension Event {
    /// The event without its typed columns.
    var conciseJSON: JSONObject {
        var json: JSONObject = [
            "sequence": .integer(sequence),
            "at": .integer(at),
            "kind": .string(content.kind.rawValue),
            "subject": .string(content.subject),
            "actor": .string(content.actor),
        ]
        json["status"] = content.facts.taskStatus.map { .string($0.rawValue) }
        return json
    }
}

extension JSON {
    /// A list of texts, or nil when it is empty.
    static func words(_ words: [String]) -> JSON? {
        words.isEmpty ? nil : .array(words.map { .string($0) })
    }
}
