/// A page of an export.
package struct ExportedPage: Sendable, Hashable {
    package let records: [ExportedRecord]
    /// Where the next page begins; nil at the end.
    package let next: ExportPlace?
}

extension Orchestrator {
    /// A page of everything that a project holds, of the kinds that are asked for.
    ///
    /// A page ends after `limit` records or about a megabyte, whichever comes first, so that its size has a bound.
    package func export(
        _ kinds: Set<RecordKind>,
        after place: ExportPlace?,
        limit: Int,
        as caller: Caller
    ) async throws -> ExportedPage {
        try await store.read { tx in
            var reading = ExportReading(tx: tx, project: caller.project.id, kinds: kinds, limit: limit)
            return try reading.page(from: place)
        }
    }
}

/// Walks through a project until a page is full.
private struct ExportReading {
    private static let mostBytes = 1 << 20
    private static let chunk = 50

    let tx: any ReadTransaction
    let project: Project.ID
    let kinds: Set<RecordKind>
    let limit: Int
    private var records: [ExportedRecord] = []
    private var bytes = 0

    init(tx: any ReadTransaction, project: Project.ID, kinds: Set<RecordKind>, limit: Int) {
        self.tx = tx
        self.project = project
        self.kinds = kinds
        self.limit = limit
    }

    private var isFull: Bool { records.count >= limit || bytes >= Self.mostBytes }

    mutating func page(from start: ExportPlace?) throws -> ExportedPage {
        var place = start ?? firstPlace(after: nil)
        while let here = place, !isFull { place = try step(from: here) }
        return ExportedPage(records: records, next: place)
    }

    private func firstPlace(after kind: RecordKind?) -> ExportPlace? {
        let all = RecordKind.allCases
        let start = kind.flatMap { all.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        return all[start...].first { $0 != .history && kinds.contains($0) }.map { .start($0) }
    }

    /// Adds the records behind a place.
    ///
    /// - Returns: where to go on.
    private mutating func step(from place: ExportPlace) throws -> ExportPlace? {
        switch place.kind {
        case .goal: try stepOverGoals(place)
        case .agent: try stepOverAgents(place)
        case .performance: try stepOverPerformances(place)
        case .task, .history: try stepOverTasks(place)
        case .entity: try stepOverEntities(place)
        case .relation: try stepOverRelations(place)
        }
    }

    private var room: Int { min(Self.chunk, limit - records.count) }

    /// Takes what was found; a chunk that is not full was the last of its kind.
    private mutating func take<Item>(
        _ found: [Item],
        _ kind: RecordKind,
        _ place: (Item) -> ExportPlace,
        _ record: (Item) -> (ExportedRecord, bytes: Int)
    ) -> ExportPlace? {
        let asked = room
        for item in found {
            let (record, size) = record(item)
            records.append(record)
            bytes += size
        }
        guard let last = found.last, found.count == asked else { return firstPlace(after: kind) }
        return place(last)
    }

    private mutating func stepOverGoals(_ place: ExportPlace) throws -> ExportPlace? {
        let after: Goal.ID? = if case .goal(let id) = place { id } else { nil }
        let goals = try tx.goals(in: project, under: nil, after: after, limit: room)
        return take(goals, .goal, { .goal($0.id) }) { (.goal($0), 500 + ($0.description?.utf8.count ?? 0)) }
    }

    private mutating func stepOverAgents(_ place: ExportPlace) throws -> ExportPlace? {
        let after: Agent.ID? = if case .agent(let id) = place { id } else { nil }
        let agents = try tx.knownAgents(in: project, after: after, limit: room)
        return take(agents, .agent, { .agent($0.agent.id) }) { known in
            (.agent(known), 300 + known.agent.skills.count * 60 + (known.agent.metadata?.utf8.count ?? 0))
        }
    }

    private mutating func stepOverPerformances(_ place: ExportPlace) throws -> ExportPlace? {
        let after: KnownPerformance.Place? = if case .performance(let place) = place { place } else { nil }
        let known = try tx.knownPerformances(in: project, after: after, limit: room)
        return take(known, .performance, { .performance($0.place) }) { (.performance($0), 400) }
    }

    private mutating func stepOverEntities(_ place: ExportPlace) throws -> ExportPlace? {
        let after: Entity? = if case .entity(let entity) = place { entity } else { nil }
        let entities = try tx.freeEntities(in: project, after: after, limit: room)
        return take(entities, .entity, { .entity($0.entity) }) { (.entity($0), 200) }
    }

    private mutating func stepOverRelations(_ place: ExportPlace) throws -> ExportPlace? {
        let after: Relation? = if case .relation(let relation) = place { relation } else { nil }
        let relations = try tx.freeRelations(in: project, after: after, limit: room)
        return take(relations, .relation, { .relation($0.relation) }) { (.relation($0), 400) }
    }

    /// Takes tasks one by one, because each may be large; one with a long history fills further lines.
    private mutating func stepOverTasks(_ place: ExportPlace) throws -> ExportPlace? {
        if case .history(let id, let rest) = place { return try takeHistory(of: id, from: rest) }
        let asked = room
        var query = TaskQuery(project: project, sort: .oldest, limit: asked)
        if case .task(let id) = place { query.after = (id.rawValue, id.rawValue) }
        let tasks = try tx.list(query)
        for task in tasks {
            let rest = try take(task)
            if let rest { return .history(task.id, rest) }
            if isFull { return .task(task.id) }
        }
        guard let last = tasks.last, tasks.count == asked else { return firstPlace(after: .history) }
        return .task(last.id)
    }

    private mutating func take(_ task: AgentTask) throws -> TaskHistory.Place? {
        let body = try tx.body(of: task.id)
        let history = try TaskHistory.read(of: task.id, from: .newest, takesOne: false, in: tx)
        let dependencies = try tx.dependencies(of: task.id)
        records.append(.task(ExportedTask(task: task, body: body, dependencies: dependencies, history: history)))
        let texts = [body?.content, body?.metadata, body?.importedResult]
        bytes += texts.reduce(500 + history.weight) { $0 + ($1?.utf8.count ?? 0) }
        return history.rest
    }

    private mutating func takeHistory(of id: AgentTask.ID, from rest: TaskHistory.Place) throws -> ExportPlace? {
        guard try tx.task(id, in: project) != nil else { throw AthenaError.notFound("task \(id)") }
        let history = try TaskHistory.read(of: id, from: rest, takesOne: true, in: tx)
        records.append(.history(id, history))
        bytes += history.weight
        return history.rest.map { .history(id, $0) } ?? .task(id)
    }
}
