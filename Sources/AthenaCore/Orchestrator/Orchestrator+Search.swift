/// What a search found.
package struct SearchPage: Sendable, Hashable {
    /// The tasks as they are now, best match first.
    package let tasks: [AgentTask]
    /// The hit behind which the list goes on; nil at its end.
    package let next: SearchHit?
    /// Events that the index has not read yet; 0 when it is up to date.
    package let behind: Int64
}

extension Orchestrator {
    /// Events read at once, and chunks that a search waits for.
    private static let searchChunk = 200
    private static let searchChunks = 50

    /// Tasks whose title, content, result, error or notes contain every word, after the index has caught up.
    ///
    /// - Throws: `unavailable` without an index, `invalid_argument` for a text without words.
    package func search(_ text: String, limit: Int, after: SearchHit?, as caller: Caller) async throws -> SearchPage {
        guard let index = searchIndex else {
            throw AthenaError(.unavailable, "There is no search index here.", next: "Filter with query_tasks instead.")
        }
        let terms = SearchQuery.terms(in: text)
        guard !terms.isEmpty else {
            throw AthenaError.invalid("The text has no word to look for.", next: "Give letters or digits.")
        }
        let project = caller.project.id
        let behind = try await followLog(of: project, into: index, chunks: Self.searchChunks)
        var query = SearchQuery(project: project, terms: terms, limit: limit + 1)
        query.after = after
        let hits = try await index.find(query)
        let tasks = try await store.read { tx in
            try hits.prefix(limit).compactMap { try tx.task($0.task, in: project) }
        }
        return SearchPage(tasks: tasks, next: hits.count > limit ? hits[limit - 1] : nil, behind: behind)
    }

    /// Brings the search index of projects up to date; to be called behind commits.
    ///
    /// - Returns: false when something is left to read.
    @discardableResult
    package func updateSearch(of projects: [Project.ID]) async throws -> Bool {
        guard let index = searchIndex else { return true }
        var isDone = true
        for project in projects {
            if try await followLog(of: project, into: index, chunks: Self.searchChunks) > 0 { isDone = false }
        }
        return isDone
    }

    /// Reads the log from the index's mark on; starts anew when the log is not the one that the mark was set in.
    ///
    /// - Returns: how many events are left.
    private func followLog(of project: Project.ID, into index: any SearchIndex, chunks: Int) async throws -> Int64 {
        var mark = try await index.mark(of: project)
        for _ in 0..<chunks {
            let from = mark
            let step = try await store.read { tx in
                try SearchStep.read(from: from, limit: Self.searchChunk, in: tx, project: project)
            }
            if step.startsAnew { try await index.forget(project) }
            guard let reached = step.mark else { return 0 }
            if reached != from { try await index.put(step.documents, of: project, upTo: reached) }
            if step.left == 0 { return 0 }
            mark = reached
        }
        return try await store.read { [mark] tx in
            max(0, try tx.eventHead(in: project).sequence - (mark?.sequence ?? 0))
        }
    }
}

/// The next part of the log with the documents of the tasks it speaks of, from one snapshot.
private struct SearchStep: Sendable {
    var startsAnew = false
    var documents: [SearchDocument] = []
    /// Where the index stands after it; nil for an empty log.
    var mark: SearchMark?
    /// Events behind that place.
    var left: Int64 = 0

    static func read(
        from mark: SearchMark?,
        limit: Int,
        in tx: any ReadTransaction,
        project: Project.ID
    ) throws -> SearchStep {
        var step = SearchStep()
        let head = try tx.eventHead(in: project)
        let isKnown = try mark.map { try tx.holds($0, in: project) } ?? true
        step.startsAnew = !isKnown
        let start = isKnown ? mark?.sequence ?? 0 : 0
        let events = try tx.events(EventQuery(project: project, after: start, limit: limit))
        guard let last = events.last else {
            step.mark = isKnown ? mark : nil
            return step
        }
        for task in Set(events.compactMap(\.content.facts.taskID)).sorted() {
            if let document = try tx.document(of: task, in: project) { step.documents.append(document) }
        }
        step.mark = SearchMark(sequence: last.sequence, hash: last.hash)
        step.left = head.sequence - last.sequence
        return step
    }
}

extension EventReading where Self: TaskReading {
    /// Whether the log still has this place with this hash.
    fileprivate func holds(_ mark: SearchMark, in project: Project.ID) throws -> Bool {
        let event = try events(EventQuery(project: project, after: mark.sequence - 1, limit: 1)).first
        if let event { return event.sequence == mark.sequence && event.hash == mark.hash }
        let anchor = try eventAnchor(in: project)
        return anchor.sequence == mark.sequence && anchor.hash == mark.hash
    }

    fileprivate func document(of id: AgentTask.ID, in project: Project.ID) throws -> SearchDocument? {
        guard let task = try task(id, in: project) else { return nil }
        let body = try body(of: id)
        let last = task.fence > 0 ? try attempts(of: id, limit: 1).first : nil
        return SearchDocument(
            task: id,
            title: task.title,
            content: [body?.content, body?.externalRef, body?.labels.joined(separator: " ")]
                .compactMap { $0 }.joined(separator: "\n"),
            outcome: [last?.result ?? body?.importedResult, last?.error].compactMap { $0 }.joined(separator: "\n"),
            notes: try notes(of: id, limit: 20).map(\.text).joined(separator: "\n")
        )
    }
}
