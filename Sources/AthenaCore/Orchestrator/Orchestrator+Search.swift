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
    private static let searchChunk = 400
    private static let searchChunks = 25

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

    /// Reads the log from the index's mark on, or every task where the log does not hold that place any more.
    ///
    /// - Returns: how many events are left, at least 1 while the index is being made anew.
    private func followLog(of project: Project.ID, into index: any SearchIndex, chunks: Int) async throws -> Int64 {
        var left: Int64 = 0
        for _ in 0..<chunks {
            let mark = try await index.mark(of: project)
            let step = try await store.read { tx in
                try SearchStep.read(from: mark, limit: Self.searchChunk, in: tx, project: project)
            }
            guard let part = step.part else { return 0 }
            // Somebody else was faster: what is left is looked at again from where the index stands now.
            guard try await index.put(part, of: project) else { continue }
            left = step.left
            if left == 0 { return 0 }
        }
        return left
    }

    /// Puts the texts of tasks into the index as they are now, so that nothing is found by what was removed.
    func refreshSearch(of tasks: [AgentTask.ID], in project: Project.ID) async throws {
        guard let index = searchIndex, !tasks.isEmpty else { return }
        while let mark = try await index.mark(of: project) {
            let documents = try await store.read { tx in
                try tasks.compactMap { try tx.task($0, in: project) }.map { try tx.document(of: $0) }
            }
            if try await index.put(SearchPart(documents: documents, mark: mark), of: project) { return }
        }
    }
}
