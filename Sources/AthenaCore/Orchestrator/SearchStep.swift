/// The next part of an index with the documents of the tasks it speaks of, from one snapshot.
struct SearchStep: Sendable {
    /// What to put into the index; nil when it is up to date.
    var part: SearchPart?
    /// Events behind the part; at least 1 while tasks are left to be read.
    var left: Int64 = 0

    /// Reads on from where the index stands; from the first task on where the log does not hold that place.
    static func read(
        from mark: SearchMark?,
        limit: Int,
        in tx: any ReadTransaction,
        project: Project.ID
    ) throws -> SearchStep {
        let head = try tx.eventHead(in: project)
        guard let mark, try tx.holds(mark, in: project) else {
            guard head.sequence > 0 else { return SearchStep() }
            let start = SearchMark(
                sequence: head.sequence,
                hash: head.hash,
                rebuiltThrough: AgentTask.ID(rawValue: 0),
                revision: mark?.revision ?? 0
            )
            return try rebuild(start, to: head, limit: limit, in: tx, project: project, startsAnew: true)
        }
        guard mark.rebuiltThrough == nil else {
            return try rebuild(mark, to: head, limit: limit, in: tx, project: project, startsAnew: false)
        }
        return try follow(mark, to: head, limit: limit, in: tx, project: project)
    }

    private static func follow(
        _ mark: SearchMark,
        to head: EventHead,
        limit: Int,
        in tx: any ReadTransaction,
        project: Project.ID
    ) throws -> SearchStep {
        let events = try tx.events(EventQuery(project: project, after: mark.sequence, limit: limit))
        guard let last = events.last else { return SearchStep() }
        var reached = mark
        reached.sequence = last.sequence
        reached.hash = last.hash
        let changed = events.filter { !EventKind.leavingTexts.contains($0.content.kind) }
        let tasks = try Set(changed.compactMap(\.content.facts.taskID)).sorted().compactMap { id in
            try tx.task(id, in: project)
        }
        let documents = try tasks.map { try tx.document(of: $0) }
        return SearchStep(
            part: SearchPart(documents: documents, mark: reached),
            left: head.sequence - last.sequence
        )
    }

    /// Reads tasks by id; what happens to them meanwhile stands in the log behind the mark and is read afterwards.
    private static func rebuild(
        _ mark: SearchMark,
        to head: EventHead,
        limit: Int,
        in tx: any ReadTransaction,
        project: Project.ID,
        startsAnew: Bool
    ) throws -> SearchStep {
        var query = TaskQuery(project: project, sort: .oldest, limit: limit)
        query.after = mark.rebuiltThrough.map { ($0.rawValue, $0.rawValue) }
        let tasks = try tx.list(query)
        var reached = mark
        reached.rebuiltThrough = tasks.count < limit ? nil : tasks.last?.id
        let documents = try tasks.map { try tx.document(of: $0) }
        let behind = head.sequence - mark.sequence
        return SearchStep(
            part: SearchPart(documents: documents, mark: reached, startsAnew: startsAnew),
            left: reached.rebuiltThrough == nil ? behind : max(1, behind)
        )
    }
}

extension EventKind {
    /// What happens to a task without a change of any of its texts.
    fileprivate static let leavingTexts: [EventKind] = [
        .taskReady, .taskUnblocked, .taskBlocked, .taskClaimed, .taskAssigned, .taskStarted,
    ]
}

extension EventReading where Self: TaskReading {
    /// Whether the log still has this place with this hash.
    fileprivate func holds(_ mark: SearchMark, in project: Project.ID) throws -> Bool {
        let event = try events(EventQuery(project: project, after: mark.sequence - 1, limit: 1)).first
        if let event { return event.sequence == mark.sequence && event.hash == mark.hash }
        let anchor = try eventAnchor(in: project)
        return anchor.sequence == mark.sequence && anchor.hash == mark.hash
    }

    /// The texts of a task as they are now.
    func document(of task: AgentTask) throws -> SearchDocument {
        let body = try body(of: task.id)
        let last = task.fence > 0 ? try attempts(of: task.id, limit: 1).first : nil
        return SearchDocument(
            task: task.id,
            title: task.title,
            content: [body?.content, body?.externalRef, body?.labels.joined(separator: " ")]
                .compactMap { $0 }.joined(separator: "\n"),
            outcome: [last?.result ?? body?.importedResult, last?.error].compactMap { $0 }.joined(separator: "\n"),
            notes: try notes(of: task.id, limit: 20).map(\.text).joined(separator: "\n")
        )
    }
}
