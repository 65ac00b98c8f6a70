internal import Synchronization

/// What is remembered of each project's repeating sequences; lost at the end of the process and read anew.
final class PatternBook: Sendable {
    private let memories = Mutex<[Project.ID: PatternMemory]>([:])

    func memory(of project: Project.ID) -> PatternMemory { memories.withLock { $0[project] ?? PatternMemory() } }

    /// Keeps a memory unless another call has read further meanwhile; at most 100 projects' are kept.
    func keep(_ memory: PatternMemory, of project: Project.ID) {
        memories.withLock { memories in
            if memories.count >= 100, memories[project] == nil { memories.removeAll() }
            guard memories[project].map({ $0.cursor < memory.cursor }) ?? true else { return }
            memories[project] = memory
        }
    }
}

extension Orchestrator {
    /// How many of the newest events are read at first, and how many at once.
    private static let patternHistory: Int64 = 100_000
    private static let patternChunk = 1_000

    /// Sequences of task types that repeat, most frequent first, and the event through which the log was read.
    ///
    /// Reads only what was appended since the last call; the first one after a start reads the newest 100,000 events.
    package func patterns(
        atLeast least: Int,
        limit: Int,
        as caller: Caller
    ) async throws -> (patterns: [Pattern], through: Int64) {
        let project = caller.project.id
        var memory = patternBook.memory(of: project)
        let head = try await store.read { tx in try tx.eventHead(in: project).sequence }
        var after = max(memory.cursor, head - Self.patternHistory)
        while after < head {
            var query = EventQuery(project: project, after: after, limit: Self.patternChunk)
            query.after = after
            let events = try await store.read { [query] tx in try tx.events(query) }
            guard let last = events.last else { break }
            memory.absorb(events)
            after = last.sequence
        }
        patternBook.keep(memory, of: project)
        return (memory.repeated(atLeast: least, limit: limit), memory.cursor)
    }
}
