import AthenaJSON
import AthenaOperations
import Testing

/// Beads records written by hand, with the plan that their edges come to.
struct BeadsFile {
    let records: [JSONObject]
    let graph: RecordGraph
    let plan: RecordPlan

    /// Reads records; those that become no task are left out.
    init(_ records: [JSON]) throws {
        self.records = try records.map { try #require($0.objectValue) }
        var graph = RecordGraph()
        for record in self.records {
            guard case .record(let outline) = BeadsFormat(skills: .none).outline(of: record) else { continue }
            #expect(try graph.add(outline))
        }
        self.graph = graph
        plan = RecordPlanner.plan(graph)
    }

    /// A record of which only edges matter.
    static func record(_ id: String, type: String = "task", _ edges: [(kind: String, to: String)] = []) -> JSON {
        let list = edges.map { edge -> JSON in
            ["issue_id": .string(id), "depends_on_id": .string(edge.to), "type": .string(edge.kind)]
        }
        return [
            "id": .string(id), "title": .string("Title of \(id)"), "issue_type": .string(type),
            "dependencies": .array(list),
        ]
    }

    /// What a record depends on, by name.
    func dependencies(of id: String) throws -> [String] { try names(plan.dependencies, of: id) }

    /// The children of a record, by name.
    func children(of id: String) throws -> [String] { try names(plan.children, of: id) }

    /// The order of import, by name.
    var order: [String] { plan.order.map { graph.ids[$0] } }

    /// The reasons for which edges are not used, as `source>target reason`.
    var unused: [String] { plan.unused.map { "\($0.source)>\($0.target) \($0.why.rawValue)" } }

    private func names(_ ties: [[Int]], of id: String) throws -> [String] {
        let place = try #require(graph.ids.firstIndex(of: id))
        return ties[place].map { graph.ids[$0] }
    }
}
