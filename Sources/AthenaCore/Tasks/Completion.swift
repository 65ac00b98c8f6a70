package import AthenaJSON

/// What an agent reports about a finished attempt.
package struct Completion: Sendable, Hashable {
    /// The result, any JSON up to 256 KB.
    package var result: JSON
    /// The metrics object as given.
    package var metrics: JSONObject?
    /// Skills the agent says it has learned.
    package var learned: [Skill] = []
    /// Whether to claim the next task in the same commit.
    package var claimsNext = false

    /// A completion with this result.
    package init(result: JSON) { self.result = result }

    /// How long the work took by the agent's own measure.
    package var durationMs: Int64? { metrics?["duration_ms"]?.integerValue.map { min($0, TaskLimits.longestRunMs) } }

    /// Whether a stored result is this one, however its members are ordered and its numbers and texts are written.
    package func isResult(_ stored: String?) -> Bool {
        guard let stored else { return false }
        if stored.utf8.elementsEqual(result.text.utf8) { return true }
        // What cannot be read is no result that anybody could have given again.
        guard let stored = try? JSON(parsing: stored) else { return false }
        return stored.canonicalBytes == result.canonicalBytes
    }
}

/// What a completion was answered.
package struct CompletionAnswer: Sendable, Hashable {
    package let task: AgentTask.ID
    /// Tasks that can be worked on because of it.
    package var unblocked: [AgentTask.ID]
    /// The type that became a skill of the agent through it.
    package var learned: [Skill]
    /// The next lease, where one was asked for.
    package var next: ClaimAnswer?

    /// Gathers an answer.
    package init(task: AgentTask.ID, unblocked: [AgentTask.ID], learned: [Skill] = [], next: ClaimAnswer? = nil) {
        self.task = task
        self.unblocked = unblocked
        self.learned = learned
        self.next = next
    }
}
