internal import AthenaCore
internal import AthenaJSON

/// Tasks on their way to the server, as many as fit into one call.
struct ImportBatch {
    private static let mostBytes = 1 << 20
    private static let mostNodes = 12_000

    private(set) var tasks: [JSON] = []
    private var bytes = 0
    private var nodes = 0

    /// Whether nothing waits.
    var isEmpty: Bool { tasks.isEmpty }

    /// Takes a task in; false when it has to wait for the next call.
    mutating func add(_ task: JSON) -> Bool {
        let size = task.bytes.count
        let values = task.nodeCount
        let fits = tasks.count < TaskLimits.batch && bytes + size <= Self.mostBytes && nodes + values <= Self.mostNodes
        guard tasks.isEmpty || fits else { return false }
        tasks.append(task)
        bytes += size
        nodes += values
        return true
    }
}

extension JSON {
    /// How many values it holds, itself included.
    fileprivate var nodeCount: Int {
        switch self {
        case .array(let values): values.reduce(1) { $0 + $1.nodeCount }
        case .object(let members): members.reduce(1) { $0 + $1.value.nodeCount }
        default: 1
        }
    }
}
