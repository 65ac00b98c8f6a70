package import AthenaCore
package import AthenaJSON

/// The first reading of a file: names, edges and places, which is all that is kept of it between its two readings.
package struct RecordSurvey: Sendable {
    private let format: any RecordFormat
    private var graph = RecordGraph()
    /// Where each task of the graph stands.
    private var tasks: [Int] = []
    private var companions: [RecordKind: [Int]] = [:]
    private var goals: [String: String] = [:]

    /// Begins to read a file of a form.
    package init(_ format: any RecordFormat) { self.format = format }

    /// Takes a line in.
    ///
    /// - Parameter place: the number by which the caller finds the line again.
    /// - Returns: the line's id and why it is not imported, if it is not.
    /// - Throws: `too_large` when the file has more than a million records.
    package mutating func take(_ record: JSONObject, at place: Int) throws -> (id: String, why: RecordLine.Skip)? {
        switch format.outline(of: record) {
        case .skipped(let id, let why): return (id, why)
        case .record(let outline):
            guard try graph.add(outline) else { return (outline.id, .duplicate) }
            tasks.append(place)
        case .companion(let kind, let id, let externalRef):
            if let externalRef, goals.updateValue(externalRef, forKey: id) != nil { return (id, .duplicate) }
            companions[kind, default: []].append(place)
            guard companions[kind, default: []].count <= RecordGraph.limit else { throw RecordGraph.tooLarge }
        }
        return nil
    }

    /// The order in which the records are sent.
    package func sequence() -> RecordSequence {
        let plan = RecordPlanner.plan(graph)
        let steps = RecordKind.allCases.flatMap { kind -> [RecordSequence.Step] in
            guard kind == .task else {
                return companions[kind, default: []].map { .init(kind: kind, place: $0, position: 0) }
            }
            return plan.order.map { .init(kind: .task, place: tasks[$0], position: $0) }
        }
        return RecordSequence(
            format: format,
            graph: graph,
            plan: plan,
            names: RecordNames(graph: graph, goals: goals),
            steps: steps
        )
    }
}

/// The second reading: each record behind what it names, as `import_records` takes it.
package struct RecordSequence: Sendable {
    /// One record to send.
    package struct Step: Sendable, Hashable {
        /// What it is.
        package let kind: RecordKind
        /// The number by which the caller finds its line.
        package let place: Int
        let position: Int
    }

    /// What a step comes to.
    package enum Outcome: Sendable {
        /// A record to send, and what of its line it cannot hold.
        case record(JSON, Set<RecordLoss>)
        /// A line that is not imported, and why.
        case skipped(RecordLine.Skip)
        /// The line is not the one that was surveyed.
        case changed
    }

    private let format: any RecordFormat
    /// The tasks with their edges.
    package let graph: RecordGraph
    /// What the edges come to.
    package let plan: RecordPlan
    private let names: RecordNames
    /// Every record after all that it names.
    package let steps: [Step]

    init(format: any RecordFormat, graph: RecordGraph, plan: RecordPlan, names: RecordNames, steps: [Step]) {
        self.format = format
        self.graph = graph
        self.plan = plan
        self.names = names
        self.steps = steps
    }

    /// What a step's line comes to.
    package func outcome(of step: Step, from line: JSONObject) -> Outcome {
        switch format.outline(of: line) {
        case .record(let outline) where step.kind == .task && outline.id == graph.ids[step.position]:
            return task(step.position, outline, line)
        case .companion(let kind, _, _) where step.kind == kind:
            let (record, losses) = format.companion(kind, of: line, names: names)
            return record.map { .record(.object($0), losses) } ?? .skipped(.endUnknown)
        default: return .changed
        }
    }

    private func task(_ position: Int, _ outline: RecordOutline, _ line: JSONObject) -> Outcome {
        var (task, losses) = format.task(of: line, names: names)
        format.keep(plan.unused(of: outline.id), in: &task)
        task["dependencies"] = .words(plan.dependencies[position].map { graph.externalRefs[$0] })
        task["children"] = .words(plan.children[position].map { graph.externalRefs[$0] })
        return .record(.object(task), losses)
    }
}
