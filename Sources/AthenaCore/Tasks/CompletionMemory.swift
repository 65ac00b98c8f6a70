internal import AthenaJSON

/// What a completion was answered, as it is kept with the attempt, so that the same call gets the same answer.
struct CompletionMemory: Hashable {
    let unblocked: [AgentTask.ID]
    let learned: [Skill]
    /// The lease that was claimed with it, written `t12.7`.
    let next: String?

    /// What has to be kept of an answer.
    init(_ answer: CompletionAnswer) {
        unblocked = answer.unblocked
        learned = answer.learned
        next = answer.next.flatMap { $0.briefs.isEmpty ? nil : $0.leaseNames }
    }

    /// Reads what was kept; nothing where nothing was.
    init(parsing text: String?) {
        // An answer that cannot be read is one without anything in it: the completion itself stands.
        let json = text.flatMap { try? JSON(parsing: $0) }
        func words(_ name: String) -> [String] { json?[name]?.arrayValue?.compactMap(\.stringValue) ?? [] }
        unblocked = words("unblocked").compactMap { AgentTask.ID(parsing: $0) }
        learned = words("learned").map(Skill.init(rawValue:))
        next = json?["next"]?.stringValue
    }

    /// How it is kept; nil when there is nothing to keep.
    var text: String? {
        var json = JSONObject()
        if !unblocked.isEmpty { json["unblocked"] = .array(unblocked.map { .string($0.description) }) }
        if !learned.isEmpty { json["learned"] = .array(learned.map { .string($0.rawValue) }) }
        json["next"] = next.map { .string($0) }
        return json.isEmpty ? nil : JSON.object(json).text
    }
}
