internal import AthenaJSON

extension Orchestrator {
    /// Stores what was made elsewhere, all or none; what is there already is left as it is.
    ///
    /// Completed tasks make no attempt and move no statistics; what is known of performance comes as such.
    /// - Throws: `dependency_unknown` for a tie to something that is neither stored nor earlier in this batch.
    package func importRecords(_ batch: [ImportedRecord], as caller: Caller) async throws -> [ImportOutcome] {
        try Self.requireSize(of: batch)
        return try await perform(as: caller) { work in try batch.map { try work.store($0) } }
    }

    /// What an import would do with each record, as far as that depends on what is there.
    package func previewImport(_ batch: [ImportedRecord], as caller: Caller) async throws -> [ImportOutcome] {
        try Self.requireSize(of: batch)
        return try await store.read { tx in
            let finder = ImportFinder(tx: tx, project: caller.project)
            return try batch.map { ImportOutcome($0.kind, name: nil, isNew: try !finder.isThere($0)) }
        }
    }

    private static func requireSize(of batch: [ImportedRecord]) throws {
        guard batch.count <= TaskLimits.batch else {
            throw AthenaError.invalid("A call imports at most \(TaskLimits.batch) records, not \(batch.count).")
        }
    }
}

/// Looks whether what is imported is there already.
private struct ImportFinder {
    let tx: any ReadTransaction
    let project: Project

    func isThere(_ record: ImportedRecord) throws -> Bool {
        switch record {
        case .goal(let goal): try tx.goal(named: goal.externalRef, in: project.id) != nil
        case .agent(let known): try tx.wasRegistered(known.agent.id, in: project.id)
        case .performance(let known):
            try tx.performance(of: known.place.agent, scope: known.place.scope, in: project.id) != nil
        case .task(let task): try tx.task(named: task.externalRef, in: project.id) != nil
        case .history(let history): try isThere(history)
        case .entity(let free): try tx.isThere(free.entity, in: project.id)
        case .relation(let imported): try isThere(imported)
        }
    }

    private func isThere(_ history: ImportedHistory) throws -> Bool {
        guard let id = try tx.task(named: history.task, in: project.id) else { return false }
        let attempts = try history.attempts.allSatisfy { try tx.attempt(of: id, fence: $0.fence) != nil }
        return try attempts
            && history.notes.allSatisfy { note in
                try tx.notes(of: id, before: note.number + 1, limit: 1).first?.number == note.number
            }
    }

    private func isThere(_ imported: ImportedRelation) throws -> Bool {
        guard let from = try entity(imported.from), let to = try entity(imported.to) else { return false }
        return try tx.isThere(Relation(from: from, kind: imported.kind, to: to), in: project.id)
    }

    /// The end of a relation as it is called here; nil where it is not here yet.
    func entity(_ end: ImportedRelation.End) throws -> Entity? {
        switch end {
        case .task(let name):
            try tx.task(named: name, in: project.id).map { Entity(kind: "TASK", name: $0.description) }
        case .goal(let name):
            try tx.goal(named: name, in: project.id).map { Entity(kind: "GOAL", name: $0.description) }
        case .project: Entity(kind: "PROJECT", name: project.name)
        case .entity(let entity): entity
        }
    }
}

extension UnitOfWork {
    fileprivate func store(_ record: ImportedRecord) throws -> ImportOutcome {
        switch record {
        case .goal(let goal): try store(goal)
        case .agent(let known): try store(known)
        case .performance(let known): try store(known)
        case .task(let task): try TaskImport(work: self, record: task).run()
        case .history(let history): try HistoryImport(work: self, history: history).run()
        case .entity(let free):
            ImportOutcome(.entity, name: free.entity.reference, isNew: try add(free.entity, at: past(free.createdAt)))
        case .relation(let imported): try store(imported)
        }
    }

    /// A time that came from elsewhere, never after now.
    func past(_ wall: Int64) -> Int64 { min(wall, now.wall) }

    private func store(_ imported: ImportedGoal) throws -> ImportOutcome {
        if let there = try tx.goal(named: imported.externalRef, in: project) {
            return ImportOutcome(.goal, name: there.description, isNew: false)
        }
        var request = imported.request
        request.parent = try imported.parent.map { try requireGoal(named: $0, of: imported.externalRef) }
        var new = NewGoal(request, in: project, at: past(imported.createdAt ?? now.wall))
        new.externalRef = imported.externalRef
        let goal = try tx.add(new)
        var data: JSONObject = ["external_ref_digest": .string(EventChain.digest(of: imported.externalRef))]
        data["parent"] = goal.parent.map { .string($0.description) }
        let event = NewEvent(.goalImported, actor: caller.principal, subject: goal.id.description, data: data)
        try tx.append(event, to: project, at: now)
        return ImportOutcome(.goal, name: goal.id.description, isNew: true)
    }

    /// The goal of this name, for something that is tied to it.
    func requireGoal(named name: String, of owner: String) throws -> Goal.ID {
        if let id = try tx.goal(named: name, in: project) { return id }
        throw AthenaError.notImportedYet(name, of: owner)
    }

    private func store(_ known: KnownAgent) throws -> ImportOutcome {
        let id = known.agent.id
        guard try !tx.wasRegistered(id, in: project) else {
            return ImportOutcome(.agent, name: id.rawValue, isNew: false)
        }
        var agent = known.agent
        agent.lastSeen = past(agent.lastSeen)
        try tx.restore(KnownAgent(agent, deregisteredAt: known.deregisteredAt.map(past)), to: project)
        var data = agent.eventData
        data["status"] = .string(known.deregisteredAt == nil ? agent.status.rawValue : "deregistered")
        try noteAgent(.agentImported, id, data: data)
        return ImportOutcome(.agent, name: id.rawValue, isNew: true)
    }

    /// Makes an agent known that only the past names: without skills, and in no list.
    func knowOfThePast(_ id: Agent.ID) throws {
        let agent = Agent(
            id: id,
            key: 0,
            project: project,
            skills: [],
            maxConcurrent: 1,
            lastSeen: now.wall,
            registeredAt: now.wall
        )
        _ = try store(KnownAgent(agent, deregisteredAt: now.wall))
    }

    private func store(_ known: KnownPerformance) throws -> ImportOutcome {
        let place = known.place
        let name = place.agent?.rawValue ?? "fleet"
        if let agent = place.agent { try knowOfThePast(agent) }
        guard try tx.performance(of: place.agent, scope: place.scope, in: project) == nil else {
            return ImportOutcome(.performance, name: name, isNew: false)
        }
        var record = known.record
        record.weighedAt = past(record.weighedAt)
        try tx.save(record, of: place.agent, scope: place.scope, in: project)
        let data: JSONObject = [
            "scope": .string(place.scope.text), "successes": .integer(Int64(record.successes)),
            "failures": .integer(Int64(record.failures)),
        ]
        var facts = EventFacts()
        facts.assignedTo = place.agent
        let event = NewEvent(.performanceImported, actor: caller.principal, subject: name, data: data, facts: facts)
        try tx.append(event, to: project, at: now)
        return ImportOutcome(.performance, name: name, isNew: true)
    }

    private func store(_ imported: ImportedRelation) throws -> ImportOutcome {
        let finder = ImportFinder(tx: tx, project: caller.project)
        let ends = try [imported.from, imported.to].map { end in
            guard let entity = try finder.entity(end) else {
                throw AthenaError.notImportedYet(end.name, of: imported.kind)
            }
            return entity
        }
        let relation = Relation(from: ends[0], kind: imported.kind, to: ends[1])
        let isNew = try add(relation, at: past(imported.createdAt))
        return ImportOutcome(.relation, name: nil, isNew: isNew)
    }
}

extension ImportedRelation.End {
    fileprivate var name: String {
        switch self {
        case .task(let name), .goal(let name): name
        case .project: "the project"
        case .entity(let entity): entity.reference
        }
    }
}

extension AthenaError {
    /// A tie to something that should have been imported before.
    static func notImportedYet(_ name: String, of owner: String) -> AthenaError {
        AthenaError(
            .dependencyUnknown,
            "\(owner.quotedForMessage) is tied to \(name.quotedForMessage), which is not here yet.",
            next: "Import what a record names before the record itself."
        )
    }
}
