/// Goals and their sub-goals, each read once and walked without recursion, however deep they stand.
struct GoalForest {
    /// The most goals that one answer looks at; deeper ones are not counted.
    private static let most = 1_000
    /// How many levels of a tree are shown; all are counted.
    static let shownLevels = 25

    /// A goal of a tree.
    private struct Node {
        let goal: Goal
        /// The place of the goal above it; nil for the root.
        let parent: Int?
        let level: Int
        var counts: [TaskStatus: Int]
        var children: [GoalReport] = []
        var isCut = false
    }

    let tx: any ReadTransaction
    let now: Moment
    private var children: [Goal.ID: [Goal]] = [:]
    private var ownCounts: [Goal.ID: [TaskStatus: Int]] = [:]
    private var visited = 0

    init(tx: any ReadTransaction, now: Moment) {
        self.tx = tx
        self.now = now
    }

    /// A goal with what it and everything under it add up to, and the tree under it where that is wanted.
    mutating func report(on goal: Goal, withChildren: Bool) throws -> GoalReport {
        var nodes = try tree(under: goal)
        for place in nodes.indices.reversed() {
            let node = nodes[place]
            guard let parent = node.parent else { continue }
            nodes[parent].counts.merge(node.counts) { $0.addingWithoutOverflow($1) }
            guard withChildren else { continue }
            if node.level <= Self.shownLevels {
                nodes[parent].children.append(report(node))
            } else {
                nodes[parent].isCut = true
            }
        }
        return report(nodes[0])
    }

    private func report(_ node: Node) -> GoalReport {
        let progress = GoalProgress.of(node.goal, counts: node.counts, now: now)
        return GoalReport(
            goal: node.goal,
            progress: progress,
            children: node.children.reversed(),
            isCut: node.isCut
        )
    }

    /// The goal and all under it, those above before those below.
    private mutating func tree(under goal: Goal) throws -> [Node] {
        var nodes = [Node(goal: goal, parent: nil, level: 0, counts: try counts(of: goal))]
        var next = 0
        while next < nodes.count {
            for child in try subgoals(of: nodes[next].goal) {
                let level = nodes[next].level + 1
                nodes.append(Node(goal: child, parent: next, level: level, counts: try counts(of: child)))
            }
            next += 1
        }
        return nodes
    }

    private mutating func counts(of goal: Goal) throws -> [TaskStatus: Int] {
        if let known = ownCounts[goal.id] { return known }
        let counts = try tx.taskCounts(of: goal.id, in: goal.project)
        ownCounts[goal.id] = counts
        return counts
    }

    private mutating func subgoals(of goal: Goal) throws -> [Goal] {
        if let known = children[goal.id] { return known }
        let left = Self.most - visited
        let found = left > 0 ? try tx.goals(in: goal.project, under: goal.id, after: nil, limit: left) : []
        visited += found.count
        children[goal.id] = found
        return found
    }
}
