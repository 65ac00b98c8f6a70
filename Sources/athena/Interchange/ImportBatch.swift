internal import AthenaCore
internal import AthenaJSON

/// Records on their way to the server, as many as fit into one call.
struct ImportBatch {
    private static let mostBytes = 1 << 20
    private static let mostNodes = 12_000

    private(set) var records: [JSON] = []
    private var lines: [Int] = []
    private var bytes = 0
    private var nodes = 0

    /// Whether nothing waits.
    var isEmpty: Bool { records.isEmpty }

    /// Takes a record in; false when it has to wait for the next call.
    mutating func add(_ record: JSON, line: Int) -> Bool {
        let size = record.bytes.count
        let values = record.nodeCount
        let fits =
            records.count < TaskLimits.batch && bytes + size <= Self.mostBytes && nodes + values <= Self.mostNodes
        guard records.isEmpty || fits else { return false }
        records.append(record)
        lines.append(line)
        bytes += size
        nodes += values
        return true
    }

    /// The error of a call, with the line of the file in place of the position in the call.
    func located(_ error: AthenaError) -> AthenaError {
        let head = "records["
        guard error.message.hasPrefix(head), let end = error.message.firstIndex(of: "]"),
            let position = Int(error.message[..<end].dropFirst(head.count)), lines.indices.contains(position)
        else { return error }
        let reason = error.message[end...].dropFirst().trimmingPrefix(":").trimmingPrefix(" ")
        return error.withMessage("Line \(lines[position]): \(reason)")
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
