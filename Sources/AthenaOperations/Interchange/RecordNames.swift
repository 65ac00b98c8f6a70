/// What the tasks and goals of a file are called outside of it, by the ids that they have in it.
package struct RecordNames: Sendable {
    /// No names.
    package static let none = RecordNames(graph: RecordGraph(), goals: [:])

    private let graph: RecordGraph
    private let goals: [String: String]

    init(graph: RecordGraph, goals: [String: String]) {
        self.graph = graph
        self.goals = goals
    }

    func task(_ id: String) -> String? { graph.position(of: id).map { graph.externalRefs[$0] } }

    func goal(_ id: String) -> String? { goals[id] }
}
