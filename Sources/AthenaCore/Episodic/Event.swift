package import AthenaJSON

/// One thing that is about to be written to the event log, in the transaction of the change it describes.
package struct NewEvent: Sendable, Hashable {
    package let kind: EventKind
    /// The agent that acted where there is one, else the principal.
    package let actor: String
    /// The id of what it happened to: `t12`, an agent's name, `g3`.
    package let subject: String
    /// Facts with no column of their own: ids, enums, numbers and digests, never texts.
    package var data: JSONObject?
    /// The typed orchestration columns.
    package var facts: EventFacts

    /// Describes one change.
    package init(_ kind: EventKind, actor: String, subject: String, data: JSONObject? = nil, facts: EventFacts = .none)
    {
        self.kind = kind
        self.actor = actor
        self.subject = subject
        self.data = data
        self.facts = facts
    }
}

/// The seventeen typed columns that make the log useful as memory; nil where an event says nothing about one.
package struct EventFacts: Sendable, Hashable {
    package var taskID: AgentTask.ID?
    package var taskType: String?
    package var taskStatus: TaskStatus?
    package var priority: Priority?
    package var assignedTo: Agent.ID?
    package var requirements: [Skill]?
    package var dependencies: [AgentTask.ID]?
    package var attempt: Int64?
    package var fence: Int64?
    package var retryCount: Int?
    package var startedAt: Int64?
    package var completedAt: Int64?
    package var estimatedDurationMs: Int64?
    package var executionDurationMs: Int64?
    package var success: Bool?
    /// At most 200 bytes; outside the hash, which covers its digest, so that it can be blanked.
    package var errorMessage: String?
    /// `sha256:` and the digest of the result.
    package var resultRef: String?

    /// No facts.
    package init() {}

    /// No facts.
    package static var none: EventFacts { EventFacts() }
}

/// One event of the log.
package struct Event: Sendable, Hashable {
    /// Its place in the project's log: 1, 2, 3 …, without gaps.
    package let sequence: Int64
    /// When it happened; never less than the event before it.
    package let at: Int64
    package let content: NewEvent
    /// SHA-256 of `error_message`; stays when the message is blanked.
    package let errorDigest: String?
    /// SHA-256 over the previous hash and the canonical form.
    package let hash: [UInt8]

    /// Gathers an event as the store holds it.
    package init(sequence: Int64, at: Int64, content: NewEvent, errorDigest: String?, hash: [UInt8]) {
        self.sequence = sequence
        self.at = at
        self.content = content
        self.errorDigest = errorDigest
        self.hash = hash
    }
}
