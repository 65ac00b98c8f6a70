internal import AthenaJSON

/// One thing that a worker did, as its journal has it.
struct DemoAct: Sendable, Equatable {
    /// What was done.
    enum Kind: String, Sendable {
        case claimed, completed, failed
        /// The lease was no longer the worker's when it wanted to end it.
        case lost
    }

    let kind: Kind
    let task: String
    /// The number of the lease.
    let fence: Int64
    /// Microseconds of the machine's steady clock before the server was called.
    let begun: Int64
    /// The same clock when the server had answered.
    let answered: Int64

    /// An act on the lease of a token, such as `t12.7.AAAAAAAAAAA`.
    init?(_ kind: Kind, lease token: String, begun: Int64, answered: Int64) {
        let parts = token.split(separator: ".")
        guard parts.count == 3, let fence = Int64(parts[1]) else { return nil }
        self.init(kind, task: String(parts[0]), fence: fence, begun: begun, answered: answered)
    }

    /// An act on a lease.
    init(_ kind: Kind, task: String, fence: Int64, begun: Int64, answered: Int64) {
        self.kind = kind
        self.task = task
        self.fence = fence
        self.begun = begun
        self.answered = answered
    }

    /// The lease in words.
    var lease: String { "\(task).\(fence)" }

    /// The line of a journal.
    var json: JSON {
        [
            "act": .string(kind.rawValue), "task": .string(task), "fence": .integer(fence), "begun": .integer(begun),
            "answered": .integer(answered),
        ]
    }

    /// Reads a line of a journal.
    init?(_ json: JSON) {
        guard let kind = json["act"]?.stringValue.flatMap(Kind.init(rawValue:)), let task = json["task"]?.stringValue,
            let fence = json["fence"]?.integerValue, let begun = json["begun"]?.integerValue,
            let answered = json["answered"]?.integerValue
        else { return nil }
        self.init(kind, task: task, fence: fence, begun: begun, answered: answered)
    }
}
