internal import AthenaJSON

extension TaskUpdate {
    /// What the event of an edit says beside its columns: which fields were changed, and to what. Of texts it keeps the
    /// digest.
    func eventData(adding added: [AgentTask.ID], removing removed: [AgentTask.ID]) -> JSONObject {
        let times = [("run_after", runAfter), ("deadline", deadline)]
        let labelText = labels.map { JSON.array($0.map { .string($0) }).text }
        let texts = [("title", title), ("content", content), ("labels", labelText)]
        var names = texts.filter { $0.1 != nil }.map(\.0) + times.filter { $0.1 != nil }.map(\.0)
        if priority != nil { names.append("priority") }
        if requirements != nil { names.append("requirements") }
        if !(added.isEmpty && removed.isEmpty) { names.append("dependencies") }
        var facts: JSONObject = ["fields": .array(names.map { .string($0) })]
        for (name, text) in texts { facts[name + "_digest"] = text.map { .string(EventChain.digest(of: $0)) } }
        for (name, time) in times { facts[name] = time.map { $0.map(JSON.integer) ?? .null } }
        if !added.isEmpty { facts["added"] = .array(added.map { .string($0.description) }) }
        if !removed.isEmpty { facts["removed"] = .array(removed.map { .string($0.description) }) }
        return facts
    }
}
