/// A full-text index beside the store, filled behind its commits and rebuilt whenever it is lost.
package protocol SearchIndex: Sendable {
    /// How far into a project's event log the index has read; nil before the beginning.
    func mark(of project: Project.ID) async throws -> SearchMark?
    /// Stores documents in place of older ones of the same tasks, and how far the index has read with them.
    func put(_ documents: [SearchDocument], of project: Project.ID, upTo mark: SearchMark) async throws
    /// Forgets everything of a project.
    func forget(_ project: Project.ID) async throws
    /// Tasks whose texts contain every term, best first.
    func find(_ query: SearchQuery) async throws -> [SearchHit]
}

/// What those who run a server should know of its search index.
package enum SearchIncident: Sendable, Equatable {
    /// The index could not be used and was made anew; it reads the whole log again.
    case madeAnew(String)
    /// The index could not be brought up to date; it is tried again with each sweep.
    case fellBehind(String)
    /// The index is up to date again.
    case caughtUp
}

/// A place in the event log, with the hash there, so that a log that is another one is noticed.
package struct SearchMark: Sendable, Hashable {
    package let sequence: Int64
    package let hash: [UInt8]

    /// Names a place.
    package init(sequence: Int64, hash: [UInt8]) {
        self.sequence = sequence
        self.hash = hash
    }
}

/// The texts of one task.
package struct SearchDocument: Sendable, Hashable {
    package let task: AgentTask.ID
    package let title: String
    package let content: String
    /// The result, or the last error.
    package let outcome: String
    package let notes: String

    /// The most bytes of each text that are indexed.
    package static let textLimit = 32 << 10

    /// Gathers texts, cut to the limit.
    package init(task: AgentTask.ID, title: String, content: String, outcome: String, notes: String) {
        self.task = task
        self.title = title
        self.content = content.cut(toBytes: Self.textLimit)
        self.outcome = outcome.cut(toBytes: Self.textLimit)
        self.notes = notes.cut(toBytes: Self.textLimit)
    }
}

/// What is looked for.
package struct SearchQuery: Sendable, Hashable {
    package let project: Project.ID
    /// Words, all of which must occur; the last one may be the beginning of a word.
    package let terms: [String]
    package var limit: Int
    /// Start behind the hit with this rank and task.
    package var after: SearchHit?

    /// Looks for words.
    package init(project: Project.ID, terms: [String], limit: Int) {
        self.project = project
        self.terms = terms
        self.limit = limit
    }

    /// The words of a text from outside: runs of letters, digits and what is joined to them; at most 32.
    package static func terms(in text: String) -> [String] {
        text.split { !($0.isLetter || $0.isNumber) }.prefix(32).map { String($0).cut(toBytes: 128) }
    }
}

/// A task that was found.
package struct SearchHit: Sendable, Hashable {
    package let task: AgentTask.ID
    /// How well it matches, smaller is better.
    package let rank: Double

    /// Pairs both.
    package init(task: AgentTask.ID, rank: Double) {
        self.task = task
        self.rank = rank
    }
}
