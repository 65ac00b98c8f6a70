/// What can be measured.
enum BenchOperation: String, Sendable {
    case create, assign, claim, cycle, chain, poll, get, query, route, metrics, wake
    /// The steps of `wake`: somebody waits, somebody creates, and the work is ended.
    case await, offer, settle

    /// What may be asked for, in the order in which it is measured.
    static let measured: [BenchOperation] = [
        .create, .assign, .claim, .cycle, .chain, .poll, .get, .query, .route, .metrics, .wake,
    ]

    /// Whether it takes ready tasks away: without new ones a small queue would be empty in the middle of a measurement.
    var takesWork: Bool { self == .claim || self == .cycle || self == .chain }

    static var names: String { measured.map(\.rawValue).joined(separator: ",") }

    /// The type of the tasks that a waiting claim is woken by; no others have it.
    static let wakingType = "wake"
}

/// What one caller carries from call to call.
struct BenchHand: Sendable {
    /// The agent that the caller works as.
    let agent: String
    /// The lease of its last claim.
    var lease: String?
    private var id: Int64
    private let count: Int64

    /// Begins somewhere in the ids of `count` tasks.
    init(number: Int, count: Int) {
        agent = Self.agent(number)
        id = Int64(number) + 1
        self.count = Int64(max(count, 1))
    }

    /// Another task, far from the last: any of the first `bound`, or of all.
    mutating func nextID(below bound: Int? = nil) -> Int64 {
        id = (id &* 48_271) % 2_147_483_647
        return id % (bound.map(Int64.init) ?? count) + 1
    }

    /// How many agents there are.
    static let agents = 64

    /// Who gets every task that is assigned, so that the others find ready ones when they claim.
    static let assignee = "assignee"

    /// The name of the agent behind a caller.
    static func agent(_ number: Int) -> String { "agent-\(number % agents)" }
}
