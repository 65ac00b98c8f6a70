internal import AthenaJSON

/// A unit of work for an agent, without its long texts.
package struct AgentTask: Sendable, Hashable {
    /// The number of a task, shown as `t123`.
    package struct ID: RawRepresentable, Sendable, Hashable, Comparable, CustomStringConvertible {
        package let rawValue: Int64
        package init(rawValue: Int64) { self.rawValue = rawValue }
        package var description: String {
            // Several times faster than the description of an integer, and every call needs some.
            var characters = [UInt8(ascii: "t")]
            characters.append(digitsOf: rawValue)
            return String(decoding: characters, as: UTF8.self)
        }
        package static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }

        /// Reads `t123`; nil for anything else.
        package init?(parsing text: String) {
            guard let number = IDText.number(in: text, after: UInt8(ascii: "t")) else { return nil }
            rawValue = number
        }
    }

    /// The title of a task whose texts were pruned: a title is one of them, since it is taken from the content.
    package static let prunedTitle = "(pruned)"

    package let id: ID
    package let project: Project.ID
    package var status: TaskStatus
    package var priority: Priority
    /// A dotted word that says what kind of work this is; "task" when the creator gave none.
    package var type: String
    package var title: String
    /// The skills an agent needs, sorted: all of them.
    package var requirements: [Skill]
    /// The place in the order of claims; nil until the task first becomes ready, and kept from then on.
    package var orderKey: Int64?
    /// Whether it can be claimed now; only a pending task can.
    package var isReady: Bool
    /// Open dependencies and children.
    package var unmet: Int
    /// Tasks that wait for this one, its parent included.
    package var dependents: Int
    /// The number of the newest lease; 0 before the first.
    package var fence: Int64
    package var failures: Int
    package var maxAttempts: Int
    /// The first wait before a retry in milliseconds, nil for the standard one.
    package var retryDelayMs: Int64?
    package var dependencyPolicy: DependencyPolicy
    /// The agent of the newest lease, while it lasts.
    package var assignedTo: Agent.ID?
    /// The principal that holds the lease; nil while it is reserved and not started.
    package var holder: String?
    /// When the lease ends, on the steady clock.
    package var leaseUntil: Int64?
    /// The period of the present lease in milliseconds.
    package var leasePeriodMs: Int64?
    /// The period that a new lease gets when nobody names another, in seconds.
    package var leaseSeconds: Int
    /// When a pending task that is not ready becomes so, by the wall clock.
    package var timerAt: Int64?
    package var deadline: Int64?
    package var estimatedMs: Int64?
    package var progress: Int
    package var parent: ID?
    package var goal: Goal.ID?
    /// An agent that does not get this task before `avoidUntil`.
    package var avoids: Affinity?
    /// The agent that gets it alone before `until`.
    package var prefers: Affinity?
    package let createdAt: Int64
    package var updatedAt: Int64
    /// When the present or last lease was granted.
    package var grantedAt: Int64?
    /// When the present or last attempt was started.
    package var startedAt: Int64?
    package var completedAt: Int64?

    /// An agent and the wall time until which it is avoided or preferred.
    package struct Affinity: Sendable, Hashable {
        package let agent: Agent.ID
        package let until: Int64

        package init(agent: Agent.ID, until: Int64) {
            self.agent = agent
            self.until = until
        }
    }
}

/// How numbered ids are written: a letter and a positive decimal number without leading zeros.
package enum IDText {
    /// The number behind `letter`, or nil where the text is not such an id.
    package static func number(in text: String, after letter: UInt8) -> Int64? {
        let bytes = text.utf8
        guard bytes.first == letter, (2...20).contains(bytes.count) else { return nil }
        let digits = bytes.dropFirst()
        guard digits.first != UInt8(ascii: "0"), digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int64(String(text.dropFirst()))
    }
}
