internal import AthenaCore

/// Makes a plan of the edges of a file; the same file always makes the same plan.
package struct RecordPlanner {
    private let graph: RecordGraph
    private var waits: [WaitEdge] = []
    private var seen: Set<WaitEdge.Ends> = []
    private var parents: [Int?]
    private var unused: [RecordPlan.UnusedEdge] = []

    private init(_ graph: RecordGraph) {
        self.graph = graph
        parents = Array(repeating: nil, count: graph.count)
    }

    /// Plans.
    package static func plan(_ graph: RecordGraph) -> RecordPlan {
        var planner = RecordPlanner(graph)
        planner.chooseParents()
        planner.takeEdges()
        planner.breakCircles()
        return planner.result()
    }

    /// A record has the parent that it names, if an edge leads there; else the last that an edge leads to.
    private mutating func chooseParents() {
        for edge in graph.edges where edge.kind == RecordOutline.Edge.parent {
            guard let target = graph.position(of: edge.target), isUsable(edge, target) else { continue }
            if let chosen = parents[edge.source], graph.namedParents[edge.source] == graph.ids[chosen] { continue }
            parents[edge.source] = target
        }
    }

    private func isUsable(_ edge: RecordGraph.RawEdge, _ target: Int) -> Bool {
        target != edge.source && !graph.withoutWork.contains(edge.source) && !graph.withoutWork.contains(target)
    }

    private mutating func takeEdges() {
        for edge in graph.foreignEdges { drop(edge, .foreign) }
        // Parents first, so that an edge that says the same as a parent's wait is the one that is left out.
        for edge in graph.edges where edge.kind == RecordOutline.Edge.parent { take(edge) }
        for edge in graph.edges where edge.kind != RecordOutline.Edge.parent { take(edge) }
    }

    private mutating func take(_ edge: RecordGraph.RawEdge) {
        guard let target = graph.position(of: edge.target) else { return drop(edge, .dangling) }
        let isParent = edge.kind == RecordOutline.Edge.parent
        guard isParent || RecordOutline.Edge.blocking.contains(edge.kind) else { return drop(edge, .notBlocking) }
        guard target != edge.source else { return drop(edge, .selfReference) }
        guard isUsable(edge, target) else { return drop(edge, .noWork) }
        let isChild = isParent && parents[edge.source] == target
        if isParent, !isChild { drop(edge, .secondParent) }
        let ends = WaitEdge.Ends(waiting: isParent ? target : edge.source, awaited: isParent ? edge.source : target)
        guard seen.insert(ends).inserted else { return isParent && !isChild ? () : drop(edge, .repeated) }
        waits.append(WaitEdge(ends: ends, isChild: isChild, origin: edge))
    }

    private mutating func drop(_ edge: RecordGraph.RawEdge, _ why: RecordPlan.Reason) {
        let source = graph.ids[edge.source]
        unused.append(.init(source: source, target: edge.target, kind: edge.kind, why: why))
    }

    /// Leaves out the edges that close circles; parents without a parent are looked at first, so that an edge from below
    /// to above is the one that is left out.
    private mutating func breakCircles() {
        let roots = parents.indices.filter { parents[$0] == nil }
        let others = parents.indices.filter { parents[$0] != nil }
        let walk = WaitWalk(count: graph.count, waits: waits, from: roots + others)
        for place in walk.closing.sorted() {
            let edge = waits[place]
            if edge.isChild { parents[edge.ends.awaited] = nil }
            drop(edge.origin, .cycle)
        }
        let closing = Set(walk.closing)
        waits = waits.enumerated().filter { !closing.contains($0.offset) }.map(\.element)
    }

    private mutating func result() -> RecordPlan {
        var dependencies = Array(repeating: [Int](), count: graph.count)
        var kept: [WaitEdge] = []
        for edge in waits {
            if !edge.isChild {
                guard dependencies[edge.ends.waiting].count < TaskLimits.dependencies else {
                    drop(edge.origin, .tooMany)
                    continue
                }
                dependencies[edge.ends.waiting].append(edge.ends.awaited)
            }
            kept.append(edge)
        }
        let order = WaitWalk(count: graph.count, waits: kept, from: Array(0..<graph.count)).finished
        var children = Array(repeating: [Int](), count: graph.count)
        for (child, parent) in parents.enumerated() {
            if let parent { children[parent].append(child) }
        }
        return RecordPlan(dependencies: dependencies, children: children, unused: unused, order: order)
    }
}

/// One record's wait for another, and the edge that it comes from.
struct WaitEdge {
    /// Who waits for whom.
    struct Ends: Hashable {
        let waiting: Int
        let awaited: Int
    }

    let ends: Ends
    /// Whether it is a parent's wait for its child.
    let isChild: Bool
    let origin: RecordGraph.RawEdge
}
