/// How the tasks of one create refer to each other.
package enum BatchOrder {
    /// A circle among the tasks of a batch, as positions, each waiting for the next and the last for the first; or nil.
    ///
    /// - Parameter waits: for each position, the positions it waits for.
    /// - Complexity: linear in tasks and edges.
    package static func cycle(in waits: [[Int]]) -> [Int]? {
        var mark = [Mark](repeating: .new, count: waits.count)
        for start in waits.indices where mark[start] == .new {
            if let found = walk(from: start, waits: waits, mark: &mark) { return found }
        }
        return nil
    }

    private enum Mark { case new, onPath, done }

    private static func walk(from start: Int, waits: [[Int]], mark: inout [Mark]) -> [Int]? {
        var path: [(node: Int, next: Int)] = [(start, 0)]
        mark[start] = .onPath
        while let (node, next) = path.last {
            guard next < waits[node].count else {
                mark[node] = .done
                path.removeLast()
                continue
            }
            path[path.count - 1].next += 1
            let target = waits[node][next]
            switch mark[target] {
            case .done: continue
            case .onPath:
                let begin = path.firstIndex { $0.node == target } ?? 0
                return path[begin...].map(\.node)
            case .new:
                mark[target] = .onPath
                path.append((target, 0))
            }
        }
        return nil
    }
}
