/// A walk through a graph of waits, depth first and without recursion, in time proportional to its size.
struct WaitWalk {
    private enum Mark {
        case unseen, open, done
    }

    /// The places of the edges that lead back to a record that is still open: without them there is no circle.
    private(set) var closing: [Int] = []
    /// Every record after all that it waits for.
    private(set) var finished: [Int] = []

    private let waits: [WaitEdge]
    /// The places of the edges of each record, in order.
    private var outgoing: [[Int]]
    private var marks: [Mark]

    /// Walks from each of the starts in turn.
    init(count: Int, waits: [WaitEdge], from starts: [Int]) {
        self.waits = waits
        outgoing = Array(repeating: [], count: count)
        marks = Array(repeating: .unseen, count: count)
        for (place, edge) in waits.enumerated() { outgoing[edge.ends.waiting].append(place) }
        finished.reserveCapacity(count)
        for start in starts where marks[start] == .unseen { walk(from: start) }
    }

    private mutating func walk(from start: Int) {
        var path: [(record: Int, next: Int)] = [(start, 0)]
        marks[start] = .open
        while let (record, next) = path.last {
            guard next < outgoing[record].count else {
                marks[record] = .done
                finished.append(record)
                path.removeLast()
                continue
            }
            path[path.count - 1].next += 1
            let place = outgoing[record][next]
            let awaited = waits[place].ends.awaited
            switch marks[awaited] {
            case .unseen:
                marks[awaited] = .open
                path.append((awaited, 0))
            case .open: closing.append(place)
            case .done: break
            }
        }
    }
}
