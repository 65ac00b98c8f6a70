internal import AthenaCore
internal import AthenaJSON

extension ExportedTask {
    /// The task as an export writes it; `import_records` reads the same.
    var json: JSONObject {
        var json: JSONObject = ["_type": "task", "id": .string(task.id.description)]
        json["external_ref"] = body?.externalRef.map { .string($0) }
        json["title"] = .string(task.title)
        json["content"] = .string(body?.content ?? "")
        json["type"] = .string(task.type)
        json["priority"] = .string(task.priority.word)
        json["requirements"] = .words(task.requirements.map(\.rawValue))
        json["labels"] = .words(body?.labels ?? [])
        json.set("metadata", stored: body?.metadata)
        json["status"] = .string(task.status.rawValue)
        addTies(to: &json)
        addNumbers(to: &json)
        json["created_by"] = (body?.createdBy).map { .string($0) }
        json["traceparent"] = body?.trace.map { .string($0) }
        json.set("result", stored: body?.importedResult)
        history.add(to: &json)
        return json
    }

    private func addTies(to json: inout JSONObject) {
        json["dependencies"] = .words(dependencies.filter { !$0.isChild }.map(\.task.description))
        json["released_by"] = .words(releasedBy.map(\.description))
        json["parent"] = task.parent.map { .string($0.description) }
        json["goal"] = task.goal.map { .string($0.description) }
        json["on_dependency_failure"] = .string(task.dependencyPolicy.rawValue)
    }

    private func addNumbers(to json: inout JSONObject) {
        json["max_attempts"] = .integer(Int64(task.maxAttempts))
        json["lease_seconds"] = .integer(Int64(task.leaseSeconds))
        json["retry_delay_seconds"] = task.retryDelayMs.map { .integer($0 / 1_000) }
        json["estimated_ms"] = task.estimatedMs.map { .integer($0) }
        json["run_after"] = task.timerAt.map { .integer($0) }
        json["deadline"] = task.deadline.map { .integer($0) }
        json["created_at"] = .integer(task.createdAt)
        json["updated_at"] = .integer(task.updatedAt)
        json["ready_at"] = task.orderKey.map { .integer(task.priority.readyAt(orderKey: $0)) }
        json["completed_at"] = task.completedAt.map { .integer($0) }
        if task.status.isLeased { json["assigned_to"] = task.assignedTo.map { .string($0.rawValue) } }
        guard task.fence > 0 || task.failures > 0 else { return }
        var past: JSONObject = ["fence": .integer(task.fence), "failures": .integer(Int64(task.failures))]
        past["progress"] = .integer(Int64(task.progress))
        past["granted_at"] = task.grantedAt.map { .integer($0) }
        past["started_at"] = task.startedAt.map { .integer($0) }
        json["past"] = .object(past)
    }
}

extension TaskHistory {
    /// Adds attempts and notes, oldest first.
    func add(to json: inout JSONObject) {
        if !attempts.isEmpty { json["attempts"] = .array(attempts.map { .object($0.exportJSON) }) }
        if !notes.isEmpty { json["notes"] = .array(notes.map { .object($0.exportJSON) }) }
    }
}

extension JSONObject {
    /// Adds a stored JSON text: as a value, or under `NAME_text` as a text where it holds very many values.
    mutating func set(_ name: String, stored text: String?) {
        guard let text else { return }
        if StoredText.isWrittenAsText(text) { self[name + "_text"] = .string(text) } else { self[name] = .stored(text) }
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
        json.set("result", stored: result)
        json.set("metrics", stored: metrics)
        return json
    }
}

extension NumberedNote {
    fileprivate var exportJSON: JSONObject {
        var json: JSONObject = ["number": .integer(number)]
        for member in note.json.members { json[member.name] = member.value }
        if note.fence > 0 { json["fence"] = .integer(note.fence) }
        return json
    }
}
